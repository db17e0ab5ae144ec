// Which hosts are this machine itself.
#pragma once

#include <string>

namespace gate {

// 127.0.0.0/8, ::1, localhost, or the folder of a Unix socket. Looks nothing up.
bool is_loopback(const std::string& host);
// An address written in numbers.
bool is_address(const std::string& host);

}  // namespace gate
