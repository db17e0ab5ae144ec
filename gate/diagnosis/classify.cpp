#include "gate/diagnosis/classify.h"

#include <algorithm>
#include <iterator>

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

// What the schema shows hides nothing of what the rows show.
void add_proofs(std::vector<Finding>& findings, const Evidence& evidence,
                const StepEvidence& step) {
  for (const Cause* cause : all_causes()) {
    if (cause->proof == nullptr) continue;
    if (auto finding = cause->proof(evidence, step)) {
      add_what_the_cause_says(*finding, *cause);
      findings.push_back(std::move(*finding));
    }
  }
}

// The evidence lists the faults in the order to mend them.
void add_graph_faults(std::vector<Finding>& findings, const Evidence& evidence) {
  for (const GraphFault& fault : evidence.graph_faults) {
    add_first_claim(findings, evidence, &Cause::graph, fault);
  }
}

// Whether a fault of the tree as it was checked out is what a collision tells already: a CI system
// has merged the branch before, so that the rival's file lies there as well.
bool is_told_by(const MergeCollision& collision, const GraphFault& fault,
                const Evidence& evidence) {
  const auto& files = evidence.revisions;
  const bool is_there = std::any_of(files.begin(), files.end(), [&](const RevisionFile& one) {
    return one.file == collision.theirs.file.file;
  });
  if (fault.kind == GraphFaultKind::missing_parent) {
    return collision.kind == CollisionKind::lost_parent && collision.about == fault.reference;
  }
  if (!is_there || !collision.with_base) return false;
  if (fault.kind == GraphFaultKind::multiple_heads) return true;
  return fault.kind == GraphFaultKind::duplicate_revision &&
         collision.kind == CollisionKind::same_id && collision.about == fault.revision;
}

// In front of what follows from them, after the faults that the branch has by itself.
std::vector<Finding> with_collisions(std::vector<Finding> findings, const Evidence& evidence) {
  std::vector<Finding> all;
  const std::size_t faults = std::min(findings.size(), evidence.graph_faults.size());
  std::vector<Finding> later;
  for (std::size_t at = 0; at < findings.size(); ++at) {
    const bool told =
        at < faults && std::any_of(evidence.collisions.begin(), evidence.collisions.end(),
                                   [&](const MergeCollision& one) {
                                     return is_told_by(one, evidence.graph_faults[at], evidence);
                                   });
    if (told) findings[at].because_of = "merge-collision";
    (told || at >= faults ? later : all).push_back(std::move(findings[at]));
  }
  for (const MergeCollision& collision : evidence.collisions) {
    add_first_claim(all, evidence, &Cause::collision, collision);
  }
  std::move(later.begin(), later.end(), std::back_inserter(all));
  return all;
}

std::vector<Finding> sources_alone(const Evidence& evidence) {
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
    add_proofs(findings, evidence, step);
  }
  if (evidence.model_drift) {
    add_first_claim(findings, evidence, &Cause::models, *evidence.model_drift);
  }
  // Notes alone are no failure that could hide what comes after it.
  if (verdict_of(findings) != Verdict::pass)
    add_what_comes_next(findings, sources_alone(evidence), evidence);
  findings = with_collisions(std::move(findings), evidence);
  mark_sev2(findings, evidence);
  add_escalations(findings, evidence);
  return findings;
}

std::vector<Finding> classify_sources(const Evidence& evidence) {
  return with_collisions(sources_alone(evidence), evidence);
}

}  // namespace gate
