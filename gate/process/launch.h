// Starting a process with given descriptors through Boost.Process, and the loop that waits on it.
//
// Shared by Child and Watcher; nothing else includes it, so Boost.Process and Asio stay in here.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/process/v2/process.hpp>
#include <string>
#include <vector>

#include "gate/core/error.h"

namespace gate {

namespace asio = boost::asio;
using Process = boost::process::v2::basic_process<asio::io_context::executor_type>;

// A descriptor of ours that the child gets under another number. Ours is a high number, so that
// setting one up in the child never overwrites another.
struct Passed {
  int ours;
  int childs;
};

// Closes its descriptor at the end of its scope.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();
  int get() const { return number_; }
  int release();

 private:
  int number_ = -1;
};

struct Pipe {
  Descriptor reading;
  Descriptor writing;
};

// Both ends closed on exec, with high numbers.
Pipe make_pipe();
// A file or device opened for a child, with a high number; invalid (-1) when it cannot be opened.
Descriptor open_high(const std::string& path, int flags);

// Starts the gate's own binary with the given words. Descriptors not passed are closed in it.
Result<Process> launch_self(asio::io_context& context, const std::vector<std::string>& words,
                            const std::vector<std::string>& environment,
                            const std::string& directory, const std::vector<Passed>& passed);

}  // namespace gate
