#include <fmt/format.h>

#include <algorithm>

#include "gate/report/html/parts.h"

namespace gate::html {
namespace {

constexpr std::size_t most_bytes = 1500000;

bool only_notes(const Report& report) {
  for (const TreeReport& tree : report.trees) {
    for (const Finding& finding : tree.findings) {
      if (finding.severity != Severity::note) return false;
    }
  }
  return true;
}

bool is_known(const Report& report, const std::string& kind) {
  return std::any_of(report.causes.begin(), report.causes.end(),
                     [&](const KnownCause& cause) { return cause.kind == kind; });
}

}  // namespace

Markup findings_part(const Report& report) {
  Markup content;
  std::size_t number = 0;
  std::size_t left_out = 0;
  for (const TreeReport& tree : report.trees) {
    for (const Finding& finding : tree.findings) {
      if (content.size() > most_bytes) {
        ++left_out;
      } else {
        content += finding_article(tree, finding, ++number, is_known(report, finding.kind));
      }
    }
  }
  if (left_out > 0) {
    content += element(
        "p", fmt::format("And {}, which the JSON report has.", counted(left_out, "more finding")));
  }
  return section("findings", only_notes(report) ? "Notes" : "What to mend", content);
}

}  // namespace gate::html
