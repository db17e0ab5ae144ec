// A TCP port on loopback that must never hear a byte.
#pragma once

#include <atomic>
#include <string>
#include <thread>

namespace gate::test {

class ForbiddenPort {
 public:
  ForbiddenPort();
  ~ForbiddenPort();
  ForbiddenPort(const ForbiddenPort&) = delete;
  ForbiddenPort& operator=(const ForbiddenPort&) = delete;

  int port() const { return port_; }
  // A URL that leads here.
  std::string url(const std::string& scheme = "postgresql") const;
  int connections() const { return connections_; }

 private:
  int socket_;
  int port_ = 0;
  std::atomic<int> connections_{0};
  std::jthread thread_;
};

}  // namespace gate::test
