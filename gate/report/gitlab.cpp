// GitLab's code quality report: one flat list, of which a merge request shows what is new in it.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "gate/report/fingerprint.h"
#include "gate/report/printable.h"
#include "gate/report/render.h"
#include "gate/report/where.h"

namespace gate {
namespace {

using Json = nlohmann::ordered_json;

std::string_view severity_of(const Finding& finding) {
  switch (finding.severity) {
    case Severity::note:
      return "info";
    case Severity::warning:
      return "minor";
    case Severity::error:
      return "critical";
    case Severity::sev2:
      return "blocker";
  }
  return "critical";
}

// GitLab takes nothing without a file.
Json location(const Where& place) {
  return {{"path", place.path.empty() ? "seeds" : place.path}, {"lines", {{"begin", place.line}}}};
}

std::string description(const Finding& finding) {
  auto words =
      fmt::format("{} ({} mends it)", printable_line(finding.message), to_string(finding.owner));
  if (!finding.fix.empty()) words += fmt::format(": {}", printable_line(finding.fix));
  return words;
}

std::string description(const Error& error) {
  auto words = fmt::format("gate could not vouch for it: {}", printable_line(error.message));
  if (!error.hint.empty()) words += fmt::format(". {}", printable_line(error.hint));
  return words;
}

Where where(const Report& report, const Error& error) {
  for (const TreeReport& tree : report.trees) {
    if (!error.tree.empty() && tree.name == error.tree) return where(tree);
  }
  return {};
}

}  // namespace

std::string render_gitlab(const Report& report) {
  Fingerprints fingerprints;
  Json all = Json::array();
  for (const TreeReport& tree : report.trees) {
    for (const Finding& finding : tree.findings) {
      all.push_back({{"description", description(finding)},
                     {"check_name", finding.kind},
                     {"fingerprint", fingerprints.of(tree.name, finding)},
                     {"severity", severity_of(finding)},
                     {"location", location(where(tree, finding))}});
    }
  }
  for (const Error& error : report.errors) {
    all.push_back({{"description", description(error)},
                   {"check_name", slug(error.code)},
                   {"fingerprint", fingerprints.of(error)},
                   {"severity", "major"},
                   {"location", location(where(report, error))}});
  }
  return all.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace gate
