// An index as SQL makes it: its expressions and its predicate, and what they call.
#pragma once

#include "gate/core/operation.h"
#include "gate/core/source_fact.h"
#include "gate/source/parse_tree.h"

namespace gate {

// CREATE INDEX; `text` is the statement's.
Operation index_of(const Node& statement, const std::string& text);
// The EXCLUDE constraints below a CREATE TABLE or ALTER TABLE: each makes an index.
std::vector<Operation> exclusions_below(const Node& statement, const RelationName& table);
// op.create_index(): elements and predicate as texts.
void add_index_expression(Operation& operation, const std::vector<IndexElement>& elements,
                          const std::string& predicate);

}  // namespace gate
