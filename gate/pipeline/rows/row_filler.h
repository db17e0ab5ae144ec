// Puts rows into tables: two into each, with different values where their keys allow it, such that
// the tables' own constraints, triggers and foreign keys take them.
//
// PostgreSQL decides; what it refuses is tried with other values, a few times. Triggers fire and
// constraints hold as for anybody. Nothing is random: the same schema gets the same rows.
#pragma once

#include <functional>
#include <vector>

#include "gate/core/row_change.h"
#include "gate/pipeline/rows/row_tables.h"

namespace gate {

struct FilledTables {
  std::size_t rows = 0;                 // that were put in
  std::vector<UnfilledTable> unfilled;  // wanted ones that have no row at all now
};

// Of the tables for which `wanted` holds, and where they cannot do without others, of those too.
// All in one transaction, which is committed; a failure is one of the connection, not of a table.
QueryOutcome<FilledTables> fill_tables(Connection& connection,
                                       const std::function<bool(const RowTable&)>& wanted);

}  // namespace gate
