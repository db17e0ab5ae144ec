// The declared baseline could not be run into the empty database.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/prerequisite_snippet.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

constexpr std::string_view syntax_error = "42601";

bool is_there_already(const std::string& state) {
  return state == "42P06" || state == "42P07" || state == "42710" || state == "42723" ||
         state == "42701";
}

std::string fix_for(const Evidence& evidence, const Finding& finding) {
  const auto& roles = evidence.catalog.missing_roles;
  if (!roles.empty()) {
    return fmt::format(
        "The dump names {} that gate's server does not have: dump again with --no-owner "
        "--no-privileges, or declare {} as below, without \"after\", so that it comes before the "
        "baseline.",
        roles.size() == 1 ? "a role" : "roles", roles.size() == 1 ? "it" : "them");
  }
  if (is_there_already(finding.sqlstate)) {
    return "The file makes what is there already: by a prerequisite that comes before it (take "
           "that out of the declaration), or by an earlier statement of its own. A dump made with "
           "--clean needs --if-exists too.";
  }
  if (finding.sqlstate == syntax_error) {
    return fmt::format(
        "See that the file is what pg_dump or psql writes, and that it was not made by a newer "
        "PostgreSQL than the tree declares ({}).",
        evidence.declared.postgres);
  }
  return "Mend the statement at that line, or dump again: pg_dump --schema-only --no-owner "
         "--no-privileges";
}

std::string declarations_of(const std::vector<std::string>& roles, const std::string& revision) {
  std::vector<std::string> all;
  for (const std::string& role : roles) all.push_back(role_prerequisite(role, revision, false));
  return all.size() == 1 ? all.front() : fmt::format("[{}]", fmt::join(all, ",\n"));
}

// Whether a revision above the baseline, or this one before the line, made what is in the way.
bool is_the_trees_own(const Evidence& evidence, const Finding& finding) {
  const std::size_t from = place_in_chain(evidence, evidence.declared.baseline_revision);
  const std::size_t here = place_in_chain(evidence, finding.revision);
  const bool at_base = evidence.declared.baseline_revision == "base";
  for (const Operation& refused : evidence.failing) {
    for (const Operation& one : evidence.operations) {
      const std::size_t place = place_in_chain(evidence, one.revision);
      const bool before = place < here || (place == here && one.line < finding.line);
      const bool same = one.name == refused.name || one.new_name == refused.name;
      if (one.upgrading && before && same && (at_base || place > from)) return true;
    }
  }
  return evidence.failing.empty();
}

// A revision makes what the baseline has: it was dumped further on than is declared.
std::optional<Finding> claim_newer(const Evidence& evidence, const StepEvidence& step) {
  const auto& declared = evidence.declared;
  if (step.kind != StepKind::upgrade || step.second_upgrade || declared.baseline.empty() ||
      !step.failure) {
    return std::nullopt;
  }
  const SqlError* sql = cause_of(*step.failure);
  if (sql == nullptr || !is_there_already(sql->sqlstate)) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  if (is_the_trees_own(evidence, finding)) return std::nullopt;
  finding.facts.emplace_back(
      "baseline", fmt::format("{} at {}", declared.baseline, declared.baseline_revision));
  finding.fix = fmt::format(
      "The baseline holds already what {} makes, so it was dumped from a database that was further "
      "on than {}: declare the revision that was in that database's {}, or dump one that is at {}.",
      finding.revision, declared.baseline_revision, evidence.version_table,
      declared.baseline_revision);
  return finding;
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::baseline) return claim_newer(evidence, step);
  Finding finding = finding_of(evidence, step);
  const auto& roles = evidence.catalog.missing_roles;
  if (!roles.empty()) {
    finding.facts.emplace_back(roles.size() == 1 ? "role" : "roles",
                               fmt::format("{}", fmt::join(roles, ", ")));
    const auto& revision = evidence.declared.baseline_revision;
    finding.prerequisite = declarations_of(
        roles, revision == "base" && !evidence.chain.empty() ? evidence.chain.front() : revision);
  }
  finding.fix = fix_for(evidence, finding);
  return finding;
}

}  // namespace

extern const Cause baseline_failed{
    .slug = "baseline-failed",
    .title = "The baseline could not be applied",
    .owner = "sre",
    .step = claim,
};

}  // namespace gate::causes
