// The formats that a report is written to a file in: one line each in a table, from which the
// command line makes an option (`--junit PATH`) and the tests their golden files.
//
// What is printed for people (render.h) is none of these.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/core/report.h"

namespace gate {

struct ReportFormat {
  std::string_view name;  // of the option: "junit"
  std::string_view what;  // in the option's help: "Write the report as ..."
  std::string (*render)(const Report&);
};

const std::vector<ReportFormat>& report_formats();
// The one of that name; null where there is none.
const ReportFormat* find_report_format(std::string_view name);

}  // namespace gate
