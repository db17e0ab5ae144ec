// What a revision's way down and up again did to the rows that were there before it.
//
// Pure. Rows that gate put in have to come back value for value. Of those that were there already
// nobody can say which the revision had made itself (an INSERT in its upgrade): those that its
// downgrade takes out may come back in another form, but as many as there were; those that it
// leaves have to stay as they are. Columns that the migration itself drops and makes again are not
// looked at, and neither are those that a trigger sets on every UPDATE.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gate/core/row_change.h"
#include "gate/pipeline/rows/row_snapshot.h"

namespace gate {

// By table, for each of its rows: whether gate put it in.
using PutRows = std::map<std::string, std::vector<bool>>;
// By table.
using ColumnsByTable = std::map<std::string, std::set<std::string>>;

// Of the rows that are there now, those that were not there before.
PutRows put_rows(const RowSnapshot& before, const RowSnapshot& now);

// Forgets the tables that are not in `below`.
void leave_out_dropped(const RowSnapshot& below, RowSnapshot& above);

// What the downgrade deleted and changed, whether or not it comes back.
std::vector<RowChange> changed_on_the_way(const RowSnapshot& above, const PutRows& put,
                                          const RowSnapshot& below);

// What is lost or changed when all is done, and what is there beside; `touched` are columns that
// triggers set.
std::vector<RowChange> changed_in_the_end(const RowSnapshot& above, const PutRows& put,
                                          const RowSnapshot& below, const RowSnapshot& again,
                                          const ColumnsByTable& touched);

}  // namespace gate
