#include "gate/cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <iostream>

#include "gate/cli/commands.h"
#include "gate/report/progress.h"

namespace gate {
namespace {

int terminal_width() {
  winsize size{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 100;
}

}  // namespace

TextStyle text_style(const Options& options) {
  TextStyle style;
  style.colour = progress_style(STDOUT_FILENO, false).colour;
  style.width = terminal_width();
  style.verbose = options.verbose;
  return style;
}

bool print(const std::string& text) {
  errno = 0;
  std::cout << text;
  std::cout.flush();
  return std::cout.good() || errno == EPIPE || errno == EBADF;
}

ExitCode lost_result() {
  return print_error({ErrorCode::infrastructure, "cannot write the result to stdout",
                      "See whether the disk it leads to is full."});
}

}  // namespace gate
