#include "gate/diagnosis/classify.h"

#include "gate/core/report.h"
#include "gate/diagnosis/escalation.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/next_faults.h"
#include "gate/diagnosis/sev2.h"

namespace gate {
namespace {

Owner owner_named(std::string_view word) {
  if (word == to_string(Owner::sre)) return Owner::sre;
  return word == to_string(Owner::operator_) ? Owner::operator_ : Owner::feature_dev;
}

// Adds the claim of the first cause whose rule of this kind takes the fact.
template <class Rule, class Fact>
void add_first_claim(std::vector<Finding>& findings, const Evidence& evidence, Rule Cause::*rule,
                     const Fact& fact) {
  for (const Cause* cause : all_causes()) {
    if (cause->*rule == nullptr) continue;
    if (auto finding = (cause->*rule)(evidence, fact)) {
      add_what_the_cause_says(*finding, *cause);
      findings.push_back(std::move(*finding));
      return;
    }
  }
}

// The evidence lists the faults in the order to mend them.
void add_graph_faults(std::vector<Finding>& findings, const Evidence& evidence) {
  for (const GraphFault& fault : evidence.graph_faults) {
    add_first_claim(findings, evidence, &Cause::graph, fault);
  }
}

}  // namespace

void add_what_the_cause_says(Finding& finding, const Cause& cause) {
  finding.kind = cause.slug;
  finding.mode = cause.mode;
  finding.owner = owner_named(cause.owner);
  if (finding.verifier.empty()) finding.verifier = cause.verifier;
  if (!cause.escalate.empty()) finding.escalate.emplace_back(cause.escalate);
  if (finding.references.empty()) {
    finding.references.assign(cause.references.begin(), cause.references.end());
  }
}

std::vector<Finding> classify(const Evidence& evidence) {
  std::vector<Finding> findings;
  add_graph_faults(findings, evidence);
  for (const LostPrerequisite& lost : evidence.lost_prerequisites) {
    add_first_claim(findings, evidence, &Cause::lost, lost);
  }
  for (const StepEvidence& step : evidence.steps) {
    if (is_the_migrations(step)) add_first_claim(findings, evidence, &Cause::step, step);
    add_first_claim(findings, evidence, &Cause::proof, step);
  }
  // Notes alone are no failure that could hide what comes after it.
  if (verdict_of(findings) != Verdict::pass)
    add_what_comes_next(findings, classify_sources(evidence), evidence);
  mark_sev2(findings, evidence);
  add_escalations(findings, evidence);
  return findings;
}

std::vector<Finding> classify_sources(const Evidence& evidence) {
  std::vector<Finding> findings;
  add_graph_faults(findings, evidence);
  for (const Cause* cause : all_causes()) {
    if (cause->source == nullptr) continue;
    for (Finding& finding : cause->source(evidence)) {
      add_what_the_cause_says(finding, *cause);
      findings.push_back(std::move(finding));
    }
  }
  return findings;
}

}  // namespace gate
