#include "gate/report/mending.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/report/printable.h"

namespace gate {

const Finding* first_to_mend(const std::vector<Finding>& findings) {
  const auto red = std::find_if(findings.begin(), findings.end(),
                                [](const Finding& one) { return one.severity != Severity::note; });
  if (red != findings.end()) return &*red;
  return findings.empty() ? nullptr : &findings.front();
}

std::string who_mends(const Finding& finding) {
  std::string words = fmt::format("{} mends it", to_string(finding.owner));
  if (finding.owner == Owner::feature_dev) words = "feature-dev, who wrote the migration, mends it";
  if (!finding.verifier.empty() && finding.verifier != to_string(finding.owner)) {
    words += fmt::format(", {} verifies", printable_line(finding.verifier));
  }
  return words;
}

std::string kind_and_mode(const Finding& finding) {
  return finding.mode.empty() ? finding.kind
                              : fmt::format("{}, failure mode {}", finding.kind, finding.mode);
}

std::string place_of(const std::string& file, int line) {
  if (file.empty() || line == 0) return printable_line(file);
  return fmt::format("{}:{}", printable_line(file), line);
}

std::string digest(const Finding& finding) {
  if (finding.file.empty()) return finding.kind;
  return fmt::format("{} in {}", finding.kind, place_of(finding.file, finding.line));
}

}  // namespace gate
