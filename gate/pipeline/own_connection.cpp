#include "gate/pipeline/own_connection.h"

namespace gate {

QueryOutcome<Connection> OwnConnection::another() const {
  return Connection::open(facts_, deadline_, interrupt_);
}

QueryOutcome<QueryResult> OwnConnection::query(std::string_view sql, const Row& parameters) {
  if (connection_) {
    auto outcome = connection_->query(sql, parameters);
    if (outcome || !outcome.error().connection_lost) return outcome;
    connection_.reset();
  }
  auto opened = another();
  if (!opened) return opened.error();
  connection_.emplace(std::move(*opened));
  return connection_->query(sql, parameters);
}

}  // namespace gate
