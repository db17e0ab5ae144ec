#include "gate/postgres/local_port.h"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <optional>

#include "tests/support/need.h"

// Since Linux 6.3 (ip(7)); glibc's header may be older.
#ifndef IP_LOCAL_PORT_RANGE
#define IP_LOCAL_PORT_RANGE 51
#endif

namespace gate {
namespace {

class Socket {
 public:
  Socket() : descriptor_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {}
  ~Socket() { ::close(descriptor_); }
  // The kernel chooses from this one port only, where it is asked to choose.
  bool choose_from(int port) {
    const auto range = static_cast<std::uint32_t>(port) << 16 | static_cast<std::uint32_t>(port);
    return ::setsockopt(descriptor_, IPPROTO_IP, IP_LOCAL_PORT_RANGE, &range, sizeof range) == 0;
  }
  bool reuse() {
    const int yes = 1;
    return ::setsockopt(descriptor_, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) == 0;
  }
  bool bind(int port) {
    const auto address = loopback(port);
    return ::bind(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  bool listen() { return ::listen(descriptor_, 1) == 0; }
  bool connect(int port) {
    const auto address = loopback(port);
    return ::connect(descriptor_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }

 private:
  static sockaddr_in loopback(int port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
  }
  int descriptor_;
};

TEST(LocalPort, IsGivenToNobodyWhoAsksForAnyPort) {
  std::optional<LocalPort> port = *LocalPort::reserve();
  const int number = port->number();
  for (const bool reuse : {false, true}) {
    Socket stranger;
    GATE_NEED(stranger.choose_from(number), "Linux 6.3 (IP_LOCAL_PORT_RANGE)");
    if (reuse) {
      ASSERT_TRUE(stranger.reuse());
    }
    EXPECT_FALSE(stranger.bind(0)) << "with SO_REUSEADDR: " << reuse;
    EXPECT_EQ(errno, EADDRINUSE);
  }
  // The other way round: it is the reservation that kept them off.
  port.reset();
  Socket stranger;
  ASSERT_TRUE(stranger.choose_from(number));
  EXPECT_TRUE(stranger.bind(0));
}

TEST(LocalPort, LetsAServerListenOnIt) {
  const auto port = LocalPort::reserve();
  ASSERT_TRUE(port);
  Socket server;
  ASSERT_TRUE(server.reuse());
  ASSERT_TRUE(server.bind(port->number()));
  ASSERT_TRUE(server.listen());
  Socket client;
  EXPECT_TRUE(client.connect(port->number()));
}

// On loopback a client's own port can be the one it connects to; a reserved one is never chosen.
TEST(LocalPort, RefusesConnectionsUntilAServerListens) {
  const auto port = LocalPort::reserve();
  ASSERT_TRUE(port);
  Socket client;
  if (client.choose_from(port->number())) {
    EXPECT_FALSE(client.connect(port->number()));
  }
  Socket other;
  EXPECT_FALSE(other.connect(port->number()));
  EXPECT_EQ(errno, ECONNREFUSED);
}

TEST(LocalPort, IsAnotherForEach) {
  const auto one = LocalPort::reserve();
  const auto two = LocalPort::reserve();
  ASSERT_TRUE(one && two);
  EXPECT_NE(one->number(), two->number());
}

}  // namespace
}  // namespace gate
