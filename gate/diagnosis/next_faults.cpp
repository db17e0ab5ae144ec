#include "gate/diagnosis/next_faults.h"

#include <algorithm>
#include <utility>

#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/sources.h"

namespace gate {
namespace {

std::string subject_of(const Finding& finding) {
  for (const auto& [name, value] : finding.facts) {
    if (name == "role" || name == "table" || name == "view" || name == "index") return value;
  }
  return {};
}

bool is_told(const std::vector<Finding>& findings, const Finding& next) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& one) {
    return one.kind == next.kind && subject_of(one) == subject_of(next) &&
           (!subject_of(one).empty() || (one.file == next.file && one.line == next.line));
  });
}

// What a run got past is right, whatever the source looks like; where none began, all is ahead.
bool is_ahead(const std::vector<Finding>& findings, const Finding& next, const Evidence& evidence) {
  if (!evidence.graph_faults.empty()) return true;
  const Finding& failed = findings.back();
  if (next.revision == failed.revision) {
    // One statement can have two faults of a kind: two roles in one GRANT.
    return next.line > failed.line || (next.line == failed.line && next.kind == failed.kind);
  }
  return place_in_chain(evidence, next.revision) > place_in_chain(evidence, failed.revision);
}

// The order of the chain is part of what makes two creations a fault.
bool can_be_known(const Finding& next, const Evidence& evidence) {
  return evidence.graph_faults.empty() || next.kind != "duplicate-table";
}

}  // namespace

void add_what_comes_next(std::vector<Finding>& findings, std::vector<Finding> sources,
                         const Evidence& evidence) {
  const std::vector<Finding> failed = findings;
  std::stable_sort(sources.begin(), sources.end(), [&](const Finding& left, const Finding& right) {
    return std::pair(place_in_chain(evidence, left.revision), left.line) <
           std::pair(place_in_chain(evidence, right.revision), right.line);
  });
  for (Finding& next : sources) {
    if (next.mode.empty() || is_told(findings, next) || !is_ahead(failed, next, evidence) ||
        !can_be_known(next, evidence)) {
      continue;
    }
    if (next.step.empty()) next.step = step_named(evidence, StepKind::upgrade);
    next.detail = next.detail.empty() ? "the run did not get to it; the source shows it"
                                      : next.detail + "; the run did not get to it";
    findings.push_back(std::move(next));
  }
}

}  // namespace gate
