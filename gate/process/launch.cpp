#include "gate/process/launch.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/close_range.h>
#include <unistd.h>

#include <system_error>
#include <utility>

namespace gate {
namespace {

constexpr int first_private_descriptor = 64;

Descriptor move_up(int descriptor) {
  const int moved = ::fcntl(descriptor, F_DUPFD_CLOEXEC, first_private_descriptor);
  ::close(descriptor);
  return Descriptor(moved);
}

// What Boost.Process calls before the fork (on_setup) and in the child before exec
// (on_exec_setup). Its own process_environment needs a part of the library that 1.81 does not
// compile in.
struct Setup {
  std::vector<const char*> environment;
  const std::string& directory;
  const std::vector<Passed>& passed;

  boost::system::error_code on_setup(boost::process::v2::posix::default_launcher& launcher,
                                     const boost::process::v2::filesystem::path&,
                                     const char* const*) {
    for (const Passed& one : passed) launcher.fd_whitelist.push_back(one.childs);
    launcher.env = environment.data();
    return {};
  }
  boost::system::error_code on_exec_setup(boost::process::v2::posix::default_launcher&,
                                          const boost::process::v2::filesystem::path&,
                                          const char* const*) {
    // Everything else is closed by exec, what the gate was started with included. (1.81's own
    // clean-up skips the numbers between those it is told to keep.)
    ::close_range(3, ~0u, CLOSE_RANGE_CLOEXEC);
    for (const Passed& one : passed) {
      if (::dup2(one.ours, one.childs) < 0) {
        return {errno, boost::system::system_category()};
      }
    }
    if (!directory.empty() && ::chdir(directory.c_str()) != 0) {
      return {errno, boost::system::system_category()};
    }
    return {};
  }
};

}  // namespace

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (number_ >= 0) ::close(number_);
    number_ = other.release();
  }
  return *this;
}

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

int Descriptor::release() { return std::exchange(number_, -1); }

Pipe make_pipe() {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot make a pipe");
  }
  return {move_up(ends[0]), move_up(ends[1])};
}

Descriptor open_high(const std::string& path, int flags) {
  const int opened = ::open(path.c_str(), flags | O_CLOEXEC, 0600);
  return opened < 0 ? Descriptor() : move_up(opened);
}

Result<Process> launch_self(asio::io_context& context, const std::vector<std::string>& words,
                            const std::vector<std::string>& environment,
                            const std::string& directory, const std::vector<Passed>& passed) {
  Setup setup{{}, directory, passed};
  for (const std::string& entry : environment) setup.environment.push_back(entry.c_str());
  setup.environment.push_back(nullptr);
  boost::process::v2::posix::default_launcher launcher;
  boost::system::error_code failed;
  auto started = launcher(context.get_executor(), failed, "/proc/self/exe", words, setup);
  if (failed) {
    return Error{
        ErrorCode::infrastructure,
        fmt::format("cannot start a process in {}: {}",
                    directory.empty() ? "the current folder" : directory, failed.message()),
        "Check that the folder exists and that the limits on processes and open files "
        "leave room."};
  }
  return started;
}

}  // namespace gate
