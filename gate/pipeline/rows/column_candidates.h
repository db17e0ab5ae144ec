// What is worth trying for a column that a CHECK constraint or the bounds of a partition restrict:
// ordinary values of its type, and what the constraint itself names, with their neighbours.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "gate/pipeline/rows/sample_value.h"
#include "gate/source/check_hints.h"

namespace gate {

// Whether a text can be read as a value of the type, and which: itself and its neighbours, where
// it has any. None where it cannot.
using ReadLiteral =
    std::function<std::vector<std::string>(const std::string& text, const std::string& type_name)>;

// The most ordinary first; each once. `ordinary` says how many values of the type alone.
std::vector<std::string> column_candidates(const TypeCatalog& types, const DomainValues& domains,
                                           const TypeUse& type, const std::string& type_name,
                                           const CheckHints& hints, std::size_t ordinary,
                                           const ReadLiteral& read);

}  // namespace gate
