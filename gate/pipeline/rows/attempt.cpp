#include "gate/pipeline/rows/attempt.h"

namespace gate {

QueryOutcome<QueryResult> attempt(Connection& connection, const std::string& sql) {
  // In one go, since there are many of them.
  auto outcome = connection.script("SAVEPOINT gate_row; " + sql + "; RELEASE SAVEPOINT gate_row");
  if (!outcome && !outcome.error().connection_lost) {
    connection.script("ROLLBACK TO SAVEPOINT gate_row; RELEASE SAVEPOINT gate_row");
  }
  return outcome;
}

}  // namespace gate
