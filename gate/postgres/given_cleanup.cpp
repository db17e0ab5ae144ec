#include "gate/postgres/given_cleanup.h"

#include <fmt/format.h>

#include "gate/postgres/given_roles.h"
#include "gate/postgres/given_url.h"
#include "gate/postgres/version.h"
#include "gate/postgres/wait.h"

namespace gate {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view mark = "made by gate, run directory ";
// "gate" in ASCII; any number would do that others do not use.
constexpr std::string_view try_lock = "SELECT pg_try_advisory_lock(1734440037)";
constexpr auto between_tries = 100ms;

std::string place_of(const ConnectionFacts& facts) {
  return fmt::format("{}:{} ", facts.host, facts.port);
}

bool is_true(const QueryResult& result) {
  return !result.rows.empty() && result.rows.front().at(0) == "t";
}

}  // namespace

std::string mark_of(const std::filesystem::path& run_directory) {
  return std::string(mark) + run_directory.string();
}

std::filesystem::path directory_in_mark(const std::string& comment) {
  return comment.starts_with(mark) ? comment.substr(mark.size()) : std::string();
}

Result<std::string> identity_of_server(Connection& admin, const ConnectionFacts& facts) {
  // https://www.postgresql.org/docs/15/functions-info.html, pg_control_system
  const auto identifier = admin.query("SELECT system_identifier FROM pg_control_system()");
  if (!identifier) return error_from(identifier.error(), "identify the given server");
  return place_of(facts) + identifier->rows.at(0).at(0).value_or("");
}

Result<void> take_turn(Connection& admin, const Deadline& deadline, const Interrupt& interrupt) {
  for (;;) {
    const auto locked = admin.query(try_lock);
    if (!locked) return error_from(locked.error(), "lock the given server");
    if (is_true(*locked)) return {};
    const Woken woken = pause_for(between_tries, deadline, interrupt);
    if (woken == Woken::interrupted) return Error{ErrorCode::interrupted, "interrupted"};
    if (woken == Woken::deadline) {
      return Error{ErrorCode::no_server, "another gate used the given server until the deadline",
                   "Start gate again when the other one has ended, or give it another server."};
    }
  }
}

bool drop_database(Connection& admin, const std::string& name) {
  const bool has_force = major_version_in(admin.server_version()) >= 13;
  return admin
      .query("DROP DATABASE IF EXISTS " + quote_identifier(name) +
             (has_force ? " WITH (FORCE)" : ""))
      .has_value();
}

bool undo_on_given_server(const Leftover& leftover, const Deadline& deadline,
                          const Interrupt& interrupt) {
  std::optional<std::set<std::string>> roles;
  if (leftover.kind == "given-roles") {
    roles = roles_in_words(leftover.name);
    if (!roles) return true;
  }
  const auto facts = given_server();
  if (!facts || !leftover.engine.starts_with(place_of(*facts))) return false;
  auto admin = Connection::open(*facts, deadline, interrupt);
  if (!admin || !take_turn(*admin, deadline, interrupt)) return false;
  const auto identity = identity_of_server(*admin, *facts);
  if (!identity || *identity != leftover.engine) return false;
  return roles ? drop_new_roles(*admin, *roles) : drop_database(*admin, leftover.name);
}

}  // namespace gate
