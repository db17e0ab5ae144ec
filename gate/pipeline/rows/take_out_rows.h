// Takes rows out of tables again, as if they had never been there.
//
// No trigger fires and nothing cascades; what refers to a row that is gone goes too.
#pragma once

#include "gate/pipeline/rows/compare_rows.h"

namespace gate {

// The rows of `above` that `put` marks, as far as they are in the database now.
QueryOutcome<bool> take_out_rows(Connection& connection, const RowSnapshot& above,
                                 const PutRows& put, const RowSnapshot& now);

}  // namespace gate
