// The schema of a database as the catalog has it: the queries that together are one snapshot, and
// what their rows mean.
//
// The queries are in catalog/*.sql. Whoever runs them first sets what changes the renderings
// (catalog_settings) inside a transaction or a savepoint that is rolled back, so that nothing stays
// behind; the Python driver does so on the migration's own connection, read_schema on one of
// gate's. Data is not read: neither rows nor where a sequence stands.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/schema.h"
#include "gate/postgres/connection.h"

namespace gate {

// One SELECT that sets, until the transaction or savepoint ends, all that renderings depend on:
// names come out with their schema, constants in one form.
std::string_view catalog_settings();
// Plain SELECTs without parameters, for a server of this major version (13 to 18; a newer one gets
// what the newest known has). Columns: kind, name, part_of, then the attributes; text or null.
std::vector<std::string> catalog_queries(int major_version);
// The rows of one of them. Columns as the server named them.
void add_objects(const std::vector<std::string>& columns, const std::vector<Row>& rows,
                 Schema& schema);
// Takes a table out with all that is part of it: Alembic's own ("alembic_version", then of any
// schema, or "schema.alembic_version").
void leave_out(Schema& schema, const std::string& version_table);

// How a statement is asked: a Connection or pipeline's OwnConnection.
using AskCatalog = std::function<QueryOutcome<QueryResult>(std::string_view)>;
// All of it as of one moment, in a transaction of its own that changes nothing.
QueryOutcome<Schema> read_schema(const AskCatalog& ask, int major_version);
// What some of the queries tell; a connection has to be asked for the same ones each time.
QueryOutcome<Schema> read_schema(const AskCatalog& ask, const std::vector<std::string>& queries);

}  // namespace gate
