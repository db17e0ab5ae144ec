#include "gate/report/formats.h"

#include <algorithm>

#include "gate/report/render.h"

namespace gate {

const std::vector<ReportFormat>& report_formats() {
  static const std::vector<ReportFormat> formats{
      {"json", "JSON", render_json},
      {"html", "a page of HTML that needs nothing beside itself", render_html},
      {"junit", "JUnit XML", render_junit},
      {"sarif", "SARIF 2.1.0", render_sarif},
      {"gitlab", "GitLab code quality", render_gitlab},
  };
  return formats;
}

const ReportFormat* find_report_format(std::string_view name) {
  const auto& formats = report_formats();
  const auto found = std::find_if(formats.begin(), formats.end(),
                                  [&](const ReportFormat& format) { return format.name == name; });
  return found == formats.end() ? nullptr : &*found;
}

}  // namespace gate
