// The n-th value of a type, as PostgreSQL reads it: ordinary, and another for another n where the
// type has so many.
//
// Ordinary on purpose: rows are to be what a table would hold on an ordinary day, neither its
// longest texts nor its newest labels. Nothing random: the same n is the same value in every run.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gate/pipeline/rows/type_catalog.h"

namespace gate {

// Values found for domains, by oid: those that satisfy their constraints.
using DomainValues = std::map<std::string, std::vector<std::string>>;

// Nothing for a type of which no value is known.
std::optional<std::string> sample_value(const TypeCatalog& types, const DomainValues& domains,
                                        const TypeUse& type, std::size_t n);

}  // namespace gate
