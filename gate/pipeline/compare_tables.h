// Two tables of one name: the one that is there, and the one that a statement wants to create.
//
// PostgreSQL compares them: inside a transaction that is rolled back the first is moved to a schema
// of its own, the statement is run, and the catalog describes both in its own words.
#pragma once

#include <string>

#include "gate/core/catalog_facts.h"
#include "gate/pipeline/own_connection.h"

namespace gate {

// Inside a transaction of the caller's. `name` may have a schema in front. Nothing in `equal` where
// the statement could not be run. Source: PostgreSQL manual, 53.7 "pg_attribute".
TableComparison compare_tables(OwnConnection& connection, const std::string& name,
                               const std::string& create_statement);

}  // namespace gate
