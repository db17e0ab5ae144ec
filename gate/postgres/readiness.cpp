#include "gate/postgres/readiness.h"

#include "gate/postgres/wait.h"

namespace gate {
namespace {

using namespace std::chrono_literals;

constexpr Clock::duration first_pause = 2ms;
constexpr Clock::duration longest_pause = 25ms;

// Nobody listens yet, an engine's proxy hung up, or 57P03: cannot_connect_now (PostgreSQL manual,
// appendix A).
bool not_yet(const QueryFailure& failure) {
  if (failure.interrupted || failure.deadline_passed) return false;
  return failure.sql.sqlstate.empty() || failure.sql.sqlstate == "57P03";
}

}  // namespace

QueryOutcome<Connection> connect_when_ready(const ConnectionFacts& facts, const Deadline& ready_by,
                                            const Deadline& life, const Interrupt& interrupt,
                                            const std::function<bool()>& ended) {
  for (auto pause = first_pause;; pause = std::min(pause * 3 / 2, longest_pause)) {
    const bool gone = ended();
    auto connection = Connection::open(facts, ready_by, interrupt);
    if (connection) {
      connection->set_limits(life, interrupt);
      return connection;
    }
    QueryFailure failure = connection.error();
    if (gone || !not_yet(failure)) return failure;
    const Woken woken = pause_for(pause, ready_by, interrupt);
    failure.interrupted = woken == Woken::interrupted;
    failure.deadline_passed = woken == Woken::deadline;
    if (woken != Woken::ready) return failure;
  }
}

}  // namespace gate
