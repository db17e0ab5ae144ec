// Where the given server is, from GATE_SERVER_URL.
//
// Reads and judges the text only; nothing is connected to or looked up. No message repeats the
// URL, for it holds a password.
#pragma once

#include <string>
#include <vector>

#include "gate/core/error.h"
#include "gate/postgres/cluster.h"

namespace gate {

// postgresql://user:password@host:port/database. An Error (no_server) where it is missing, is no
// URL, leaves out what matters, or says more than gate would obey.
Result<ConnectionFacts> read_given_url(const std::string& url);
// Only this machine's own hosts and those named with --allow-host.
Result<void> check_host(const std::string& host, const std::vector<std::string>& allowed);
// What GATE_SERVER_URL says. PGHOSTADDR and PGSERVICE, which would lead the connection elsewhere,
// are refused.
Result<ConnectionFacts> given_server();

}  // namespace gate
