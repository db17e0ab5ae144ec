// A declared prerequisite could not be supplied.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

constexpr std::string_view undefined_table = "42P01";

const char* word_for(PrerequisiteKind kind) {
  switch (kind) {
    case PrerequisiteKind::row:
      return "table";
    case PrerequisiteKind::role:
      return "role";
    case PrerequisiteKind::extension:
      return "extension";
    case PrerequisiteKind::schema:
      return "schema";
    case PrerequisiteKind::sql:
      return "file";
  }
  return "";
}

// The declared prerequisite that the step was to supply, by the step's name (pipeline/plan.cpp).
void add_declaration(const Evidence& evidence, Finding& finding) {
  finding.file = evidence.declared.file;
  const auto& all = evidence.declared.prerequisites;
  for (std::size_t index = 0; index < all.size(); ++index) {
    const DeclaredPrerequisite& one = all[index];
    const std::string name =
        fmt::format("{} — {} (required by {})", evidence.title, one.label, one.required_by);
    if (name != finding.step) continue;
    finding.facts.emplace_back("declared at", fmt::format("/prerequisites/{}", index));
    finding.facts.emplace_back(word_for(one.kind), one.name);
    if (!one.after.empty()) finding.facts.emplace_back("after", one.after);
    if (one.kind != PrerequisiteKind::row) return;
    for (const Operation* made : upgrades_of(evidence, {OperationKind::create_table}, one.name)) {
      finding.places.push_back({relative(evidence, made->file), made->line,
                                fmt::format("{} creates the table", made->revision)});
    }
  }
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::prerequisite) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  add_declaration(evidence, finding);
  if (finding.sqlstate == undefined_table) {
    finding.fix =
        "See which revision creates the table and name it, or a later one, in \"after\"; the "
        "upgrade to it passed, so the table is made later, under another name, or in another "
        "schema.";
    return finding;
  }
  finding.fix =
      "Compare the declaration with the table as the revision before it leaves it: the row's "
      "columns, its `conflict` columns (they need a unique index) and the revision in `after`. "
      "Tell the operator where a recent migration changed the table.";
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (failure.step_kind != StepKind::prerequisite || error == nullptr) return std::nullopt;
  return LogClaim{
      fmt::format("the seed step failed: {}", error->primary), confidence_in(failure.form),
      "Compare the seed step's SQL with the table as the revision before it leaves it. Tell "
      "the operator where a recent migration changed the table."};
}

}  // namespace

extern const Cause seed_failed{
    .slug = "seed-failed",
    .title = "A declared prerequisite could not be supplied",
    .owner = "sre",
    .references = {"PR #1654", "PR #1656"},
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes
