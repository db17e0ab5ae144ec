// A connection to PostgreSQL: with libpq_result.h and given_url.cpp the only user of libpq.
//
// Every call has a Deadline and can be woken by the Interrupt; results are always drained. Values
// go as parameters, identifiers through quote_identifier (core/quote.h); nothing is pasted. After
// a deadline or an interruption the connection is closed: what the server was still doing is lost.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/deadline.h"
#include "gate/core/evidence.h"
#include "gate/core/quote.h"
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

  // What ends its waits from now on: work may have longer than the opening had, and clearing up
  // is not to be interrupted.
  void set_limits(const Deadline& deadline, const Interrupt& interrupt);
  // One statement, values as text parameters ($1 ...).
  QueryOutcome<QueryResult> query(std::string_view sql, const Row& parameters = {});
  // One statement after another in one go, no parameters (a script).
  QueryOutcome<QueryResult> script(std::string_view sql);
  // A COPY ... FROM stdin and the rows it is to read.
  QueryOutcome<QueryResult> copy_in(std::string_view sql, std::string_view rows);
  // Whether a transaction block is open: one that was begun and not ended.
  bool in_transaction() const;
  // Gives a role another password. Only its SCRAM verifier is sent, so that the password itself is
  // in no log (PostgreSQL manual, PQencryptPasswordConn).
  QueryOutcome<QueryResult> set_password(std::string_view role, const std::string& password);
  // Major and minor version as the server says: "15.18".
  std::string server_version() const;

 private:
  struct State;
  explicit Connection(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The failure in one line: primary, detail and SQLSTATE where there are any.
std::string describe(const QueryFailure& failure);
// The failure as trouble of ours: interrupted where a signal ended it, else infrastructure.
// `doing` says what was tried: "create the database console_ci".
Error error_from(const QueryFailure& failure, std::string_view doing);

}  // namespace gate
