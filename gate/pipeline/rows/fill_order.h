// The order in which tables can be filled, by their foreign keys.
//
// Pure. Where tables refer to each other, a reference that may be NULL is postponed; where none
// may, the tables are filled together.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "gate/pipeline/rows/row_tables.h"

namespace gate {

struct PostponedReference {
  std::size_t table = 0;      // its place among the tables
  std::size_t reference = 0;  // its place in the table
  bool operator==(const PostponedReference&) const = default;
};

struct FillOrder {
  std::vector<std::vector<std::size_t>> groups;  // places; more than one: they need each other
  std::vector<PostponedReference> postponed;
};

// Of the tables at the places `wanted`, and of those that they cannot do without.
FillOrder fill_order(const std::vector<RowTable>& tables, std::set<std::size_t> wanted);

// Whether one of its columns takes NULL, so that a row does without what it refers to.
bool may_be_null(const RowTable& table, const RowReference& reference);
// Whether the reference leads to the table: to itself, or to what it is a partition of.
bool leads_to(const RowReference& reference, const RowTable& table);

}  // namespace gate
