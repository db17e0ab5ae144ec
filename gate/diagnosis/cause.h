// A failure cause as data, and the pure functions by which it claims what is its own.
//
// One file pair each: causes/<slug>.cpp (the Cause) and causes/<slug>.md (its page: condition, what
// it does not claim, cause, fix, verification, examples). A new one is such a pair, a fixture and
// one line in causes.inc. A rule decides from the evidence alone; it reads no file and asks nobody.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/evidence.h"
#include "gate/core/finding.h"
#include "gate/core/log_failure.h"
#include "gate/core/triage_report.h"

namespace gate {

// Each gives a finding when the evidence is its own, else nothing. Slug, mode, owner, verifier and
// references are filled in from the Cause; a rule sets owner or verifier only to differ from it.
using GraphRule = std::optional<Finding> (*)(const Evidence&, const GraphFault&);
using StepRule = std::optional<Finding> (*)(const Evidence&, const StepEvidence&);
using ModelsRule = std::optional<Finding> (*)(const Evidence&, const ModelDrift&);
using LostRule = std::optional<Finding> (*)(const Evidence&, const LostPrerequisite&);
// Of what is sound by itself and not together with what somebody else has made meanwhile.
using CollisionRule = std::optional<Finding> (*)(const Evidence&, const MergeCollision&);
// What the sources alone say (`gate check`), without a run.
using SourceRule = std::vector<Finding> (*)(const Evidence&);

// What a log alone says (`gate triage`). It knows less than a run: a rule that cannot tell claims
// nothing, or says so by its confidence.
struct LogClaim {
  std::string message;
  Confidence confidence = Confidence::medium;
  std::string fix = {};
  std::string about = {};  // role, relation, revision: what two claims of one cause may differ in
};
using LogRule = std::optional<LogClaim> (*)(const LogFailure&);

struct Cause {
  std::string_view slug;
  std::string_view mode = "";  // the runbook's letter
  std::string_view title;      // one line, for the table of all
  // Trouble that is not the migration's: told as an Error (exit 3), and no rule of a run claims it.
  bool error = false;
  std::string_view owner;  // who mends: sre, feature-dev, operator
  std::string_view verifier = "";
  std::string_view escalate = "";  // whom to tell and why, where the runbook always wants it
  std::vector<std::string_view> references = {};  // PRs and issues: "PR #1656"
  GraphRule graph = nullptr;
  StepRule step = nullptr;   // of a step that failed
  StepRule proof = nullptr;  // of one that passed, and of what the proof found of it
  LostRule lost = nullptr;
  CollisionRule collision = nullptr;
  ModelsRule models = nullptr;
  SourceRule source = nullptr;
  LogRule log = nullptr;
};

// Every cause, in the order in which they may claim.
const std::vector<const Cause*>& all_causes();
// The one with this slug; null where there is none.
const Cause* find_cause(std::string_view slug);

}  // namespace gate
