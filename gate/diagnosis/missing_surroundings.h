// Environment variables and Python modules that a failure says are missing: as the driver reports
// them, else by what Python itself said.
#pragma once

#include <string>
#include <vector>

#include "gate/core/evidence.h"

namespace gate {

// Empty where the failure is about something else.
std::vector<std::string> missing_variables(const Failure& failure);
// "shop.models"; empty likewise.
std::string missing_module(const Failure& failure);

}  // namespace gate
