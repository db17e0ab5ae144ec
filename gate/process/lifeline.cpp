#include "gate/process/lifeline.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace gate {
namespace {

// High numbers stay clear of the low ones that children are given on purpose.
constexpr int first_private_descriptor = 64;

int move_up(int descriptor) {
  const int moved = ::fcntl(descriptor, F_DUPFD_CLOEXEC, first_private_descriptor);
  ::close(descriptor);
  return moved;
}

}  // namespace

Lifeline::Lifeline() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot make a pipe");
  }
  reading_ = move_up(ends[0]);
  writing_ = move_up(ends[1]);
}

Lifeline::~Lifeline() {
  cut();
  ::close(reading_);
}

void Lifeline::cut() {
  if (writing_ >= 0) ::close(writing_);
  writing_ = -1;
}

}  // namespace gate
