// What a log that someone else's run left behind says of one failure, in the values a run has.
//
// Plain values: gate/log fills them, diagnosis decides from them. A log knows less than a run: what
// it does not say stays empty, and no rule may guess it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

struct LogLine {
  std::size_t number = 0;  // 1 is the first of the file
  std::string text;        // without timestamps, prefixes and colours
};

// The form in which a tool printed it; what has no such form is quoted text and no event.
enum class LogForm {
  traceback,    // Python's, from its first line on, or pytest's
  exception,    // a traceback's last line alone
  refusal,      // Alembic's own: FAILED: ..., ERROR [alembic.util.messaging] ...
  warning,      // Alembic's UserWarning about the graph
  psql,         // ERROR:  ... as psql prints it
  server,       // PostgreSQL's log: whoever sent the statement may have expected it
  client,       // another language's driver: ... (SQLSTATE 42704)
  head_count,   // the runbook's assert single head
  gate_report,  // gate's own text or JSON
  trouble,      // the machine or the server: out of memory, no connection, a deadline
  other,        // it failed, and gate knows no more
};

// What PostgreSQL said, in whatever language.
enum class ServerPhrase {
  none,
  role_missing,
  relation_exists,
  index_not_immutable,  // a function in an index predicate or expression
  key_not_present,      // the detail of 23503: the row referred to is not there
  null_in_column,
  privilege,
  transaction_aborted,
};

// What was wrong with the machine, the server or the connection, and not with a migration.
enum class Trouble {
  none,
  no_connection,
  server_down,
  out_of_memory,
  disk_full,
  no_engine,
  cancelled
};

// Which of the gate's own kinds a finding of another gate has.
struct ReportedFinding {
  std::string kind;
  std::string mode;
  std::string message;
};

struct LogFailure {
  LogForm form = LogForm::other;
  Failure failure;  // chain, sql, place, frames, revision, direction as far as they are said
  ServerPhrase phrase = ServerPhrase::none;
  std::string subject;  // the name in the phrase: a role, a relation, a table
  Trouble trouble = Trouble::none;
  bool handled = false;              // printed by the migration that caught it
  bool in_migration = false;         // Alembic or a version file is on the stack
  bool elsewhere = false;            // the stack is there, and neither is on it
  bool reads_graph = false;          // it was raised where Alembic puts its revision map together
  bool subselect = false;            // the statement has a scalar sub-select for the NULL column
  bool says_multiple_heads = false;  // in Alembic's words of any version
  bool says_cycle = false;
  std::string unknown_revision;       // "Can't locate revision identified by": the id
  bool asked_for = false;             // the unknown revision is the one that the command asked for
  bool reached_database = false;      // Alembic had connected before
  bool second_upgrade = false;        // the round trip's
  bool first_revision = false;        // Alembic was applying one that follows none
  std::optional<StepKind> step_kind;  // by the CI step's name or its command
  std::string step;                   // the CI step's name
  std::string duplicate_revision;     // warned of before: the id that is there twice
  std::string missing_revision;       // warned of before: the id that is not there
  std::string referring_revision;     // and the one that refers to it
  int heads = 0;                      // of a head count
  std::optional<ReportedFinding> reported;
  std::vector<LogLine> lines;  // that prove it, in order
};

// A failure, as it was read.
struct LogFailed {
  int source = 0;  // jobs, services and pods that share a log are told apart
  LogFailure failure;
};
// Whatever this source had shown from that line on, its process outlived.
struct LogSurvived {
  int source = 0;
  std::size_t from_line = 0;
};
// The source went on to do what it was there for: Alembic reached the server, a step ended well.
struct LogProgress {
  int source = 0;
  std::size_t line = 0;
};
using LogEvent = std::variant<LogFailed, LogSurvived, LogProgress>;

}  // namespace gate
