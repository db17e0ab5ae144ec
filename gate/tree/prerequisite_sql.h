// The idempotent SQL that supplies a prerequisite, and the query that looks for it.
//
// A declaration cannot be non-idempotent (design.md, decision 7; runbook, "Rule for future
// data-dependent migrations"): rows become INSERT ... ON CONFLICT DO NOTHING, roles are made only
// IF NOT EXISTS. Identifiers are quoted, values are parameters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "gate/tree/declaration.h"

namespace gate {

struct Statement {
  std::string sql;
  std::vector<std::optional<std::string>> parameters;
};

// Supplies it; running it twice changes nothing.
Statement supply(const Prerequisite& prerequisite);
// Gives one row when it is there, none when it is not.
Statement look_for(const Prerequisite& prerequisite);
// The same as `supply` with the values written in, to be read and pasted by a person only.
std::string readable_sql(const Prerequisite& prerequisite);

}  // namespace gate
