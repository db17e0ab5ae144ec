#include "gate/postgres/given_url.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>
#include <memory>

#include "gate/postgres/host.h"

namespace gate {
namespace {

constexpr std::string_view form =
    "Set GATE_SERVER_URL to postgresql://user:password@127.0.0.1:5432/postgres, with what holds "
    "for your server.";

using Words = std::map<std::string, std::string>;

// libpq's own message is not shown: it can quote the URL.
Result<Words> take_apart(const std::string& url) {
  char* ignored = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&::PQconninfoFree)> options(
      ::PQconninfoParse(url.c_str(), &ignored), &::PQconninfoFree);
  ::PQfreemem(ignored);
  if (!options) {
    return Error{ErrorCode::no_server, "GATE_SERVER_URL is no PostgreSQL URL", std::string(form)};
  }
  Words words;
  for (auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) words[option->keyword] = option->val;
  }
  return words;
}

std::string take(Words& words, const char* keyword) {
  const auto node = words.extract(keyword);
  return node.empty() ? std::string() : node.mapped();
}

// Modes in which a server without TLS is as good as any; the others ask for more than gate does.
bool is_lax(const std::string& sslmode) {
  return sslmode.empty() || sslmode == "disable" || sslmode == "allow" || sslmode == "prefer";
}

int port_in(const std::string& text) {
  if (text.empty()) return 5432;
  int port = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), port);
  return read.ptr == text.data() + text.size() ? port : 0;
}

Error refused(std::string message) {
  return Error{ErrorCode::no_server, std::move(message), std::string(form)};
}

}  // namespace

Result<ConnectionFacts> read_given_url(const std::string& url) {
  auto words = take_apart(url);
  if (!words) return words.error();
  ConnectionFacts facts;
  facts.host = take(*words, "host");
  facts.port = port_in(take(*words, "port"));
  facts.user = take(*words, "user");
  facts.password = take(*words, "password");
  facts.database = take(*words, "dbname");
  if (facts.database.empty()) facts.database = "postgres";
  if (!is_lax(take(*words, "sslmode")))
    return refused("GATE_SERVER_URL asks for an sslmode that gate cannot keep to");
  if (!words->empty()) {
    return refused(fmt::format("GATE_SERVER_URL has the parameter {}, which gate does not obey",
                               words->begin()->first));
  }
  if (facts.host.empty()) return refused("GATE_SERVER_URL names no host");
  if (facts.host.find(',') != std::string::npos) {
    return refused("GATE_SERVER_URL names more than one host");
  }
  if (facts.port < 1 || facts.port > 65535) return refused("GATE_SERVER_URL names no valid port");
  if (facts.user.empty()) return refused("GATE_SERVER_URL names no user");
  return facts;
}

Result<void> check_host(const std::string& host, const std::vector<std::string>& allowed) {
  if (is_loopback(host) || std::find(allowed.begin(), allowed.end(), host) != allowed.end()) {
    return {};
  }
  return Error{ErrorCode::no_server,
               fmt::format("GATE_SERVER_URL names the host {}, which is not this machine", host),
               fmt::format("If it is a server to be thrown away, such as a CI service container, "
                           "say so with --allow-host {}.",
                           host)};
}

Result<ConnectionFacts> given_server() {
  const char* url = std::getenv("GATE_SERVER_URL");
  if (url == nullptr || *url == '\0') return refused("GATE_SERVER_URL is not set");
  for (const char* name : {"PGHOSTADDR", "PGSERVICE"}) {
    if (std::getenv(name) == nullptr) continue;
    return Error{ErrorCode::no_server,
                 fmt::format("{} is set, and would lead the connection elsewhere", name),
                 fmt::format("Unset {}.", name)};
  }
  return read_given_url(url);
}

}  // namespace gate
