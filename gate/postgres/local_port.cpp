#include "gate/postgres/local_port.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstring>
#include <utility>

namespace gate {
namespace {

Error no_port() {
  return Error{ErrorCode::infrastructure,
               fmt::format("cannot reserve a port on 127.0.0.1: {}", std::strerror(errno)),
               "Check that the loopback interface is up and that ports are free."};
}

}  // namespace

Result<LocalPort> LocalPort::reserve() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (descriptor < 0) return no_port();
  LocalPort port(descriptor, 0);
  const int yes = 1;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
      ::bind(descriptor, generic, size) != 0 || ::getsockname(descriptor, generic, &size) != 0) {
    return no_port();
  }
  port.number_ = ntohs(address.sin_port);
  return port;
}

LocalPort::LocalPort(LocalPort&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), number_(other.number_) {}

LocalPort::~LocalPort() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace gate
