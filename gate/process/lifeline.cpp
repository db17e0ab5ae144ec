#include "gate/process/lifeline.h"

#include <fcntl.h>
#include <unistd.h>

#include <system_error>

namespace gate {
namespace {

// High numbers stay clear of the low ones that children are given on purpose.
constexpr int first_private_descriptor = 64;
constexpr int last_number_of_children = 9;

int move_up(int descriptor) {
  const int moved = ::fcntl(descriptor, F_DUPFD_CLOEXEC, first_private_descriptor);
  ::close(descriptor);
  return moved;
}

std::vector<int> reserve_low_numbers() {
  std::vector<int> reserved;
  for (;;) {
    const int null = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (null >= 0 && null <= last_number_of_children) {
      reserved.push_back(null);
      continue;
    }
    if (null >= 0) ::close(null);
    return reserved;
  }
}

}  // namespace

Lifeline::Lifeline() : reserved_(reserve_low_numbers()) {
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
  for (const int descriptor : reserved_) ::close(descriptor);
}

void Lifeline::cut() {
  if (writing_ >= 0) ::close(writing_);
  writing_ = -1;
}

}  // namespace gate
