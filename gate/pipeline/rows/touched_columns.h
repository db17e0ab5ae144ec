// Columns that a table's own triggers set whenever a row is updated, such as updated_at.
//
// Found out by updating a row and taking that back: what a trigger does need not be read.
#pragma once

#include "gate/pipeline/rows/compare_rows.h"

namespace gate {

// Of the tables that have rows and such triggers; nothing is changed in the end.
QueryOutcome<ColumnsByTable> touched_columns(Connection& connection, const RowSnapshot& rows);

}  // namespace gate
