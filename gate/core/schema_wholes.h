// What an object of a schema comes and goes with, so that the whole is told and not each part.
#pragma once

#include <string>
#include <vector>

#include "gate/core/schema.h"

namespace gate {

// From the outermost whole that this schema has to the object itself, as keys.
std::vector<std::string> way_to(const Schema& schema, const SchemaObject& object);
// Whether the other schema lacks, beside this object, something that brings it along: a whole that
// it is part of, the parent it has it from, the role of a membership, the identity of a column.
bool comes_with_another(const Schema& has, const Schema& lacks, const SchemaObject& object);
// Whether a change of this attribute only follows from a change of the object's whole.
bool follows_its_whole(const Schema& before, const Schema& after, const SchemaObject& object,
                       std::string_view attribute);

}  // namespace gate
