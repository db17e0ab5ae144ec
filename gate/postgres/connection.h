// A connection to PostgreSQL: the only user of libpq.
//
// Every call has a Deadline and can be woken by the Interrupt; results are always drained. Values
// go as parameters, identifiers through quote_identifier; nothing is pasted.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/deadline.h"
#include "gate/core/evidence.h"
#include "gate/postgres/cluster.h"

namespace gate {

// A row of values as text; nothing is SQL's null.
using Row = std::vector<std::optional<std::string>>;

struct QueryResult {
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

// Why a query or a connection failed: PostgreSQL's fields where it answered, else libpq's words in
// `primary` with an empty sqlstate. Never holds a password.
struct QueryFailure {
  SqlError sql;
  bool connection_lost = false;
  bool deadline_passed = false;
  bool interrupted = false;
};

template <class T>
using QueryOutcome = boost::system::result<T, QueryFailure>;
[[noreturn]] void throw_exception_from_error(const QueryFailure& failure,
                                             const boost::source_location& where);

class Connection {
 public:
  static QueryOutcome<Connection> open(const ConnectionFacts& facts, const Deadline& deadline,
                                       const Interrupt& interrupt);
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  // One statement, values as text parameters ($1 ...).
  QueryOutcome<QueryResult> query(std::string_view sql, const Row& parameters = {});
  // One statement after another in one go, no parameters (a script).
  QueryOutcome<QueryResult> script(std::string_view sql);
  // Major and minor version as the server says: "15.18".
  std::string server_version() const;

 private:
  struct State;
  explicit Connection(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The identifier in double quotes, doubled inside (PostgreSQL manual, 4.1.1).
std::string quote_identifier(std::string_view identifier);
// The failure in one line: primary, detail and SQLSTATE where there are any.
std::string describe(const QueryFailure& failure);

}  // namespace gate
