#include "gate/diagnosis/escalation.h"

#include <fmt/format.h>

#include <algorithm>

namespace gate {
namespace {

std::string to_operator(const Evidence& evidence, const std::string& what) {
  const auto known = evidence.declared.contacts.find("operator");
  return known == evidence.declared.contacts.end()
             ? "operator: " + what
             : fmt::format("operator, {}: {}", known->second, what);
}

void add_what_concerns_the_run(Finding& first, const Evidence& evidence) {
  for (const std::string& bypassed : evidence.history.gate_bypassed) {
    first.escalate.push_back(
        to_operator(evidence, bypassed + "; unless the reason is documented, put the gate back"));
  }
  if (evidence.history.migrations_changed == false) {
    first.escalate.push_back(to_operator(
        evidence,
        fmt::format("red although no migration changed against {}: what is red was merged "
                    "already, or what the gate runs on has changed",
                    evidence.history.base)));
  }
}

}  // namespace

void add_escalations(std::vector<Finding>& findings, const Evidence& evidence) {
  const auto first = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.severity == Severity::error || finding.severity == Severity::sev2;
  });
  if (first == findings.end()) return;
  add_what_concerns_the_run(*first, evidence);
  for (Finding& finding : findings) {
    if (finding.kind != "seed-failed") continue;
    for (const std::string& change : evidence.history.seeded_schema_changes) {
      finding.escalate.push_back(to_operator(evidence, change));
    }
  }
}

}  // namespace gate
