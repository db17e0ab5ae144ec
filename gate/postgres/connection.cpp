#include "gate/postgres/connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <stdexcept>

#include "gate/postgres/connection_parameters.h"
#include "gate/postgres/libpq_result.h"
#include "gate/postgres/wait.h"

namespace gate {
namespace {

void be_silent(void*, const PGresult*) {}

QueryFailure closed() {
  QueryFailure failure;
  failure.sql.primary = "the connection is closed";
  failure.connection_lost = true;
  return failure;
}

}  // namespace

void throw_exception_from_error(const QueryFailure& failure, const boost::source_location&) {
  throw std::logic_error(describe(failure));
}

struct Connection::State {
  State(PGconn* made, const Deadline& until, const Interrupt& wakes)
      : connection(made), deadline(until), interrupt(&wakes) {}

  LibpqConnection connection;
  Deadline deadline;
  const Interrupt* interrupt;

  // Waits on the socket; a failure (and the end of the connection) when it waits no longer.
  std::optional<QueryFailure> wait(short events) {
    const Woken woken = wait_for(::PQsocket(connection.get()), events, deadline, *interrupt);
    if (woken == Woken::ready) return std::nullopt;
    connection.reset();
    QueryFailure failure;
    failure.connection_lost = true;
    failure.interrupted = woken == Woken::interrupted;
    failure.deadline_passed = woken == Woken::deadline;
    failure.sql.primary = failure.interrupted ? "interrupted" : "the deadline passed";
    return failure;
  }

  std::optional<QueryFailure> connect() {
    for (auto state = PGRES_POLLING_WRITING; state != PGRES_POLLING_OK;
         state = ::PQconnectPoll(connection.get())) {
      if (state == PGRES_POLLING_FAILED) return connection_failure(connection.get());
      if (auto failure = wait(state == PGRES_POLLING_READING ? POLLIN : POLLOUT)) return failure;
    }
    return std::nullopt;
  }

  // Sends what is left. The end of the connection is told by the next result.
  std::optional<QueryFailure> send_all() {
    while (int unsent = ::PQflush(connection.get())) {
      if (unsent < 0) return std::nullopt;
      if (auto failure = wait(POLLIN | POLLOUT)) return failure;
      if (::PQconsumeInput(connection.get()) == 0) return std::nullopt;
    }
    return std::nullopt;
  }

  // Sends what is left and reads until the next result is complete. The end of the connection is
  // told by the result itself.
  std::optional<QueryFailure> await_result() {
    if (auto failure = send_all(); failure || !connection) return failure;
    while (::PQisBusy(connection.get()) != 0) {
      if (auto failure = wait(POLLIN)) return failure;
      if (::PQconsumeInput(connection.get()) == 0) return std::nullopt;
    }
    return std::nullopt;
  }

  // COPY has no place in a script; libpq gives the same result for ever until it is ended.
  std::optional<QueryFailure> leave_copy(ExecStatusType status) {
    if (status == PGRES_COPY_IN) {
      ::PQputCopyEnd(connection.get(), "COPY FROM STDIN has no data here");
    }
    while (status == PGRES_COPY_OUT) {
      char* line = nullptr;
      const int size = ::PQgetCopyData(connection.get(), &line, 1);
      ::PQfreemem(line);
      if (size < 0) break;
      if (size > 0) continue;
      if (auto failure = wait(POLLIN)) return failure;
      if (::PQconsumeInput(connection.get()) == 0) break;
    }
    return std::nullopt;
  }

  // The rows of a COPY that waits for them. The server reads on even when it has refused one.
  std::optional<QueryFailure> send_rows(std::string_view rows) {
    constexpr std::size_t piece = 64 * 1024;
    for (; !rows.empty(); rows.remove_prefix(std::min(piece, rows.size()))) {
      const auto size = static_cast<int>(std::min(piece, rows.size()));
      if (::PQputCopyData(connection.get(), rows.data(), size) < 0) break;
      if (auto failure = send_all()) return failure;
    }
    ::PQputCopyEnd(connection.get(), nullptr);
    return std::nullopt;
  }

  // All results, to the last: the first failure, else the rows of the last that has any.
  QueryOutcome<QueryResult> drain(std::string_view sql) {
    QueryResult rows;
    std::optional<QueryFailure> first;
    for (;;) {
      if (auto failure = await_result()) return *failure;
      const LibpqResult result(::PQgetResult(connection.get()));
      if (!result) break;
      const auto status = ::PQresultStatus(result.get());
      if (status == PGRES_TUPLES_OK) rows = rows_of(result.get());
      if (auto failure = leave_copy(status)) return *failure;
      if (!first && is_failure(status)) first = failure_of(result.get(), sql);
    }
    if (!first) return rows;
    first->connection_lost = ::PQstatus(connection.get()) == CONNECTION_BAD;
    return *first;
  }

  QueryFailure unsent() { return connection_failure(connection.get()); }
};

Connection::Connection(std::unique_ptr<State> state) : state_(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

QueryOutcome<Connection> Connection::open(const ConnectionFacts& facts, const Deadline& deadline,
                                          const Interrupt& interrupt) {
  const ConnectionParameters parameters(facts);
  auto state = std::make_unique<State>(
      ::PQconnectStartParams(parameters.keywords(), parameters.values(), 0), deadline, interrupt);
  PGconn* connection = state->connection.get();
  if (connection == nullptr || ::PQstatus(connection) == CONNECTION_BAD) {
    return connection_failure(connection);
  }
  // Verbose, because only so does a refused connection tell its SQLSTATE.
  ::PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);
  ::PQsetNoticeReceiver(connection, be_silent, nullptr);
  if (auto failure = state->connect()) return *failure;
  ::PQsetnonblocking(connection, 1);
  return Connection(std::move(state));
}

void Connection::set_limits(const Deadline& deadline, const Interrupt& interrupt) {
  state_->deadline = deadline;
  state_->interrupt = &interrupt;
}

QueryOutcome<QueryResult> Connection::query(std::string_view sql, const Row& parameters) {
  if (!state_->connection) return closed();
  std::vector<const char*> values;
  for (const auto& value : parameters) values.push_back(value ? value->c_str() : nullptr);
  const std::string text(sql);
  if (::PQsendQueryParams(state_->connection.get(), text.c_str(), static_cast<int>(values.size()),
                          nullptr, values.data(), nullptr, nullptr, 0) == 0) {
    return state_->unsent();
  }
  return state_->drain(sql);
}

QueryOutcome<QueryResult> Connection::script(std::string_view sql) {
  if (!state_->connection) return closed();
  if (::PQsendQuery(state_->connection.get(), std::string(sql).c_str()) == 0) {
    return state_->unsent();
  }
  return state_->drain(sql);
}

QueryOutcome<QueryResult> Connection::copy_in(std::string_view sql, std::string_view rows) {
  if (!state_->connection) return closed();
  if (::PQsendQuery(state_->connection.get(), std::string(sql).c_str()) == 0) {
    return state_->unsent();
  }
  if (auto failure = state_->await_result()) return *failure;
  const LibpqResult asked(::PQgetResult(state_->connection.get()));
  const auto status = asked ? ::PQresultStatus(asked.get()) : PGRES_FATAL_ERROR;
  if (status == PGRES_COPY_IN) {
    if (auto failure = state_->send_rows(rows)) return *failure;
  }
  auto outcome = state_->drain(sql);
  if (status == PGRES_COPY_IN || !outcome) return outcome;
  return is_failure(status) ? failure_of(asked.get(), sql) : outcome;
}

bool Connection::in_transaction() const {
  if (!state_->connection) return false;
  const auto status = ::PQtransactionStatus(state_->connection.get());
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
}

QueryOutcome<QueryResult> Connection::set_password(std::string_view role,
                                                   const std::string& password) {
  if (!state_->connection) return closed();
  char* verifier = ::PQencryptPasswordConn(state_->connection.get(), password.c_str(),
                                           std::string(role).c_str(), "scram-sha-256");
  if (verifier == nullptr) return state_->unsent();
  const std::string literal = quote_literal(verifier);
  ::PQfreemem(verifier);
  return query("ALTER ROLE " + quote_identifier(role) + " PASSWORD " + literal);
}

std::string Connection::server_version() const {
  const char* text = state_->connection
                         ? ::PQparameterStatus(state_->connection.get(), "server_version")
                         : nullptr;
  const std::string version = text == nullptr ? "" : text;
  return version.substr(0, version.find(' '));
}

}  // namespace gate
