// gate's own report held to the schema that is published of it.
#pragma once

#include <string>

namespace gate::test {

// What gate/report/report.schema.json refuses in this text: where, and by which rule. Empty where
// it accepts it.
std::string refused_by_report_schema(const std::string& json);

}  // namespace gate::test
