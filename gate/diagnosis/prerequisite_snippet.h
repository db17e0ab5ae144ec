// The JSON to add to a declaration's "prerequisites", ready to be pasted.
//
// Says what is known and leaves no value out silently: what only the table's owner can know is a
// placeholder in angle brackets. Writes no file.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

// `revision`: the first that needs the role; `later`: others need it too ("0041+").
std::string role_prerequisite(std::string_view role, std::string_view revision, bool later);
// `schema`: where it has to be; empty where the default one will do.
std::string extension_prerequisite(std::string_view extension, std::string_view schema,
                                   std::string_view revision);
std::string schema_prerequisite(std::string_view schema, std::string_view revision);
// A file of SQL that makes what is missing; `after` may be empty.
std::string file_prerequisite(std::string_view file, std::string_view after,
                              std::string_view revision, std::string_view label);
// What the declaration's "baseline" is to say.
std::string baseline_declaration(std::string_view file, std::string_view revision);
// "environment" and "url_variables", of those that are given.
std::string environment_declaration(const std::vector<std::string>& variables,
                                    const std::vector<std::string>& urls);
// "irreversible" with this revision; without a reason it stands in angle brackets.
std::string irreversible_declaration(std::string_view revision, std::string_view reason);
// One key of the declaration.
std::string text_declaration(std::string_view key, std::string_view value);
// A row of the table with the values looked for, and what else `needs` says it must have. `after`:
// the revision it has to follow, so that the table is there; `revision`: the first that needs it.
std::string row_prerequisite(std::string_view table, const std::vector<ColumnValue>& values,
                             const std::optional<RowNeeds>& needs, std::string_view after,
                             std::string_view revision);

}  // namespace gate
