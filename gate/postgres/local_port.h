// A TCP port on 127.0.0.1 that is ours until this is gone.
//
// A socket of our own stays bound to it, and never listens. The kernel gives a bound port to
// nobody who asks for any port, while PostgreSQL, which sets SO_REUSEADDR as this does, can listen
// on it by its number (socket(7)). Picking a port by bind-and-close would leave it to be won.
#pragma once

#include "gate/core/error.h"

namespace gate {

class LocalPort {
 public:
  static Result<LocalPort> reserve();
  LocalPort(LocalPort&& other) noexcept;
  LocalPort& operator=(LocalPort&&) = delete;
  ~LocalPort();

  int number() const { return number_; }

 private:
  LocalPort(int descriptor, int number) : descriptor_(descriptor), number_(number) {}
  int descriptor_;
  int number_;
};

}  // namespace gate
