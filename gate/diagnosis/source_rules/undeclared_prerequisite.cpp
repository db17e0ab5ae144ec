// A seed-dependent migration that is new against the base and came without its declaration.
#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/prerequisite_snippet.h"
#include "gate/diagnosis/seed_dependence.h"
#include "gate/diagnosis/source_rules.h"
#include "gate/diagnosis/sources.h"

namespace gate {
namespace {

Finding finding_of_need(const Evidence& evidence, const SeedDependence& need) {
  Finding finding;
  finding.revision = need.revision;
  finding.file = relative(evidence, need.file);
  finding.line = need.line;
  finding.statement = need.statement;
  const std::string what =
      need.is_role ? fmt::format("the role {}", need.name)
                   : fmt::format("the row of {} with {}", need.name, in_words(need.wanted));
  finding.message = fmt::format(
      "{} is new against {} and needs {}; the declaration must be updated in the same PR",
      need.revision, evidence.history.base, what);
  finding.facts.emplace_back(need.is_role ? "role" : "table", need.name);
  finding.prerequisite = need.is_role
                             ? role_prerequisite(need.name, need.revision, false)
                             : row_prerequisite(need.name, need.wanted, std::nullopt,
                                                parent_of(evidence, need.revision), need.revision);
  finding.fix = fmt::format(
      "Add the prerequisite below to {} in this pull request; where the migration need not depend "
      "on it, let it {} itself instead.",
      evidence.declared.file.empty() ? "a declaration of this tree (seeds/<tree>.json)"
                                     : evidence.declared.file,
      need.is_role ? "create the role" : "insert the row");
  // The role is told as missing as well; what it takes is the same.
  if (need.is_role) finding.because_of = "missing-role";
  return finding;
}

}  // namespace

std::vector<Finding> prerequisites_that_came_undeclared(const Evidence& evidence) {
  std::vector<Finding> findings;
  const auto& fresh = evidence.history.new_files;
  for (const SeedDependence& need : seed_dependences(evidence)) {
    const bool is_new = std::find(fresh.begin(), fresh.end(), need.file) != fresh.end();
    if (is_new && !need.declared && need.certain) {
      findings.push_back(finding_of_need(evidence, need));
    }
  }
  return findings;
}

}  // namespace gate
