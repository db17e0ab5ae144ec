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

// Whether a row of the table has the values that the lookup asks for; nothing where its values are
// not all known, or the table cannot be asked.
std::optional<bool> has_row(OwnConnection& connection, const Operation& lookup);

// Fills in the table and the columns that the violated foreign key refers to, where it is there.
void read_reference(OwnConnection& connection, const SqlError& error, CatalogFacts& catalog);

}  // namespace gate
