// What the sources alone prove (`gate check`), one rule for each cause that can be seen so, each in
// its own file in source_rules/. What may or may not happen is no finding.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/evidence.h"
#include "gate/core/finding.h"

namespace gate {

std::vector<Finding> roles_that_nobody_supplies(const Evidence& evidence);
std::vector<Finding> indexes_that_are_not_immutable(const Evidence& evidence);
std::vector<Finding> tables_created_twice(const Evidence& evidence);
std::vector<Finding> prerequisites_that_came_undeclared(const Evidence& evidence);

// Place and statement of an operation.
Finding finding_on(const Evidence& evidence, const Operation& operation);
// The object's name with its schema, the default one where it says none.
std::string key_of(const Operation& operation);
// Whether something unread may do what one of the words says: it has one, or no word at all.
bool may_do(const Operation& unread, std::initializer_list<std::string_view> words);

}  // namespace gate
