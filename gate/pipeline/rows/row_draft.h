// The rows that a table may be given: one draft after another, each to be tried.
#pragma once

#include <string>
#include <vector>

#include "gate/pipeline/rows/row_values.h"

namespace gate {

// Drafts for one table. References of `rules.left_null` are left for the caller to set.
class RowDrafts {
 public:
  RowDrafts(RowValues& values, const RowTable& table, FillingRules rules);

  // Of the row `number`, what is to be tried when so many drafts have been refused.
  RowDraft draft(std::size_t number, std::size_t refused);

 private:
  RowValues& values_;
  const RowTable& table_;
  FillingRules rules_;
  std::vector<ColumnGroup> groups_;
};

// The same answers, those with the fewest NULLs first, and such that the first of them differ as
// much as they can.
std::vector<Row> spread(std::vector<Row> answers);

// INSERT of a draft; of an empty one INSERT ... DEFAULT VALUES.
std::string insert_of(const RowTable& table, const RowDraft& draft);

}  // namespace gate
