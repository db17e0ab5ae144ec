// The physical order of a table's columns, before and after: it is part of the table as `SELECT *`,
// `INSERT` without names and COPY see it.
//
// Only of the columns that both tables have: one that is new or gone is told by itself.
#pragma once

#include <optional>

#include "gate/core/schema.h"

namespace gate {

// Told once for the table, with the columns from the first that stands elsewhere to the last.
// Tolerated where the later table has holes: there a column was dropped
// and added again, which PostgreSQL can put nowhere but at the end.
std::optional<SchemaDifference> column_order_difference(const Schema& before,
                                                        const SchemaObject& earlier,
                                                        const Schema& after,
                                                        const SchemaObject& later);

}  // namespace gate
