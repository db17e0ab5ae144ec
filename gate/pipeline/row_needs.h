// What a row must have to be let into a table, and what a foreign key refers to: asked of the
// catalog, so that the prerequisite that a finding proposes can be pasted and works.
//
// Nothing is inserted. Sources: PostgreSQL manual, 53.7 "pg_attribute", 53.13 "pg_constraint".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/core/catalog_facts.h"
#include "gate/core/evidence.h"
#include "gate/pipeline/own_connection.h"

namespace gate {

// Nothing where there is no such table. `table` may have a schema in front.
std::optional<RowNeeds> row_needs(OwnConnection& connection, const std::string& table);

// Whether no row of the table has the values that the lookup asks for; false where its values are
// not all known, or the table cannot be asked.
bool finds_nothing(OwnConnection& connection, const Operation& lookup);

// The columns that the violated foreign key refers to, in its order; empty where it is not there.
std::vector<std::string> referenced_columns(OwnConnection& connection, const SqlError& error);

}  // namespace gate
