#include "tests/support/listener.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace gate::test {

ForbiddenPort::ForbiddenPort() : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
  ::listen(socket_, 16);
  socklen_t size = sizeof address;
  ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](std::stop_token stop) {
    pollfd watched{socket_, POLLIN, 0};
    while (!stop.stop_requested()) {
      if (::poll(&watched, 1, 20) <= 0) continue;
      const int one = ::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC);
      if (one < 0) continue;
      ++connections_;
      ::close(one);
    }
  });
}

ForbiddenPort::~ForbiddenPort() {
  thread_.request_stop();
  thread_.join();
  ::close(socket_);
}

std::string ForbiddenPort::url(const std::string& scheme) const {
  return scheme + "://prod:secret@127.0.0.1:" + std::to_string(port_) + "/production";
}

}  // namespace gate::test
