// The rows of one table at two times: which are the same ones.
//
// Pure. By a key where both times have one, else by all that they have in common.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "gate/pipeline/rows/row_snapshot.h"

namespace gate {

struct MatchedRow {
  std::optional<std::size_t> after;    // its place; nothing: it is gone
  std::vector<std::string> differing;  // columns
};

struct MatchedRows {
  std::vector<MatchedRow> rows;   // of `before`, in its order
  std::vector<std::size_t> news;  // places of rows that none of those is
};

// Columns of `left_out` are not looked at.
MatchedRows match_rows(const TableRows& before, const TableRows& after,
                       const std::set<std::string>& left_out);

// "(id=1, email=a@example.org)": the columns named, or all; what is long is cut.
std::string row_text(const TableRows& table, const Row& row,
                     const std::vector<std::string>& columns = {});
// The key's columns and those; all of a table without a key.
std::vector<std::string> with_key(const TableRows& table, const std::vector<std::string>& columns);

}  // namespace gate
