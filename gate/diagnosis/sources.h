// Questions about what the migrations' sources say (Evidence::operations), for the causes.
//
// Names are compared as PostgreSQL does without quotes: a missing schema is the default one.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

using Operations = std::vector<const Operation*>;

// Whether the operation is on this table, view, index or role; `name` may have a schema in front.
bool is_on(const Operation& operation, std::string_view name);
// What upgrade() does of these kinds to the name, over the whole tree in the order of the chain.
Operations upgrades_of(const Evidence& evidence, std::initializer_list<OperationKind> kinds,
                       std::string_view name);
// Where in the chain; revisions that are not in it come after all others.
std::size_t place_in_chain(const Evidence& evidence, std::string_view revision);
// Those of the operations that are of earlier revisions.
Operations before(const Evidence& evidence, const Operations& operations,
                  std::string_view revision);
// The revision that the failing one follows: its first down_revision, empty for a base.
std::string parent_of(const Evidence& evidence, std::string_view revision);
// The file of a revision; null where none has it.
const RevisionFile* file_of(const Evidence& evidence, std::string_view revision);
// "email = 'kris@moosequest.net' and disabled_at = NULL"; a value that is not known is "...".
std::string in_words(const std::vector<ColumnValue>& wanted);
// The table's name with its schema in front, where it has one.
std::string qualified(const Operation& operation);

}  // namespace gate
