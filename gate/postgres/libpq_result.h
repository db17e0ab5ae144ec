// What libpq hands over, as values of ours; part of connection.cpp, included by nobody else.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string_view>

#include "gate/postgres/connection.h"

namespace gate {

struct LibpqFree {
  void operator()(PGconn* connection) const { ::PQfinish(connection); }
  void operator()(PGresult* result) const { ::PQclear(result); }
};
using LibpqConnection = std::unique_ptr<PGconn, LibpqFree>;
using LibpqResult = std::unique_ptr<PGresult, LibpqFree>;

QueryResult rows_of(const PGresult* result);
bool is_failure(ExecStatusType status);
QueryFailure failure_of(const PGresult* result, std::string_view sql);
// Why there is no connection (any more). Takes a verbose message apart: libpq has no other way to
// tell the SQLSTATE of a refused connection.
QueryFailure connection_failure(const PGconn* connection);

}  // namespace gate
