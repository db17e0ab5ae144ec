// The tables that a downgrade drops: they are in the schema above its revision and not below it.
//
// A table that was only renamed is none of them. Pure.
#pragma once

#include <set>
#include <string>

#include "gate/core/schema.h"

namespace gate {

// By name as SQL has it: public.orders.
std::set<std::string> dropped_tables(const Schema& below, const Schema& above);

}  // namespace gate
