#include "gate/pipeline/waits.h"

#include <fmt/format.h>

namespace gate {
namespace {

constexpr std::chrono::seconds patience{2};

// pg_stat_activity and pg_blocking_pids() (PostgreSQL manual, 28.2.3 and 9.26); who is blocked
// comes first, and of those who has been so longest.
constexpr std::string_view find_waits = R"(
  SELECT a.query, a.wait_event_type, a.wait_event, l.mode, l.relation::regclass::text,
         b.state, b.query
  FROM pg_stat_activity a
  LEFT JOIN LATERAL (SELECT mode, relation FROM pg_locks
                     WHERE pid = a.pid AND NOT granted LIMIT 1) l ON true
  LEFT JOIN LATERAL (SELECT state, query FROM pg_stat_activity
                     WHERE pid = ANY (pg_blocking_pids(a.pid)) LIMIT 1) b ON true
  WHERE a.datname = current_database() AND a.pid <> pg_backend_pid()
    AND a.backend_type = 'client backend' AND a.state = 'active'
  ORDER BY b.query IS NULL, a.query_start LIMIT 1)";

std::string reason_of(const Row& row) {
  const auto& type = row[1];
  const auto& event = row[2];
  if (!row[6]) {
    return type ? fmt::format("it waits in PostgreSQL for {} ({})", event.value_or("?"), *type)
                : "";
  }
  const std::string lock =
      row[3] ? fmt::format("a lock ({}{})", *row[3], row[4] ? " on " + *row[4] : "") : "a lock";
  return fmt::format(
      "it waits for {} that another session holds, which is {} and last executed: {}", lock,
      row[5].value_or("?"), *row[6]);
}

}  // namespace

std::optional<Wait> longest_wait(const ConnectionFacts& facts, const Interrupt& interrupt) {
  auto connection = Connection::open(facts, Deadline(patience), interrupt);
  if (!connection) return std::nullopt;
  const auto found = connection->query(find_waits);
  if (!found || found->rows.empty()) return std::nullopt;
  const Row& row = found->rows.front();
  return Wait{row[0].value_or(""), reason_of(row)};
}

void add_wait(const Wait& wait, StepEvidence& seen) {
  if (!seen.failure) seen.failure.emplace();
  if (!seen.failure->sql) seen.failure->sql.emplace();
  seen.failure->sql->statement = wait.statement;
  seen.failure->sql->detail = wait.reason;
}

}  // namespace gate
