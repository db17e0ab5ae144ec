// B: a role that a migration names, nobody declares, and no earlier migration creates.
#include <fmt/format.h>

#include <map>

#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/prerequisite_snippet.h"
#include "gate/diagnosis/seed_dependence.h"
#include "gate/diagnosis/source_rules.h"

namespace gate {
namespace {

using Needs = std::vector<SeedDependence>;

Finding finding_of_role(const Evidence& evidence, const std::string& role, const Needs& needs) {
  const SeedDependence& first = needs.front();
  Finding finding;
  finding.revision = first.revision;
  finding.file = relative(evidence, first.file);
  finding.line = first.line;
  finding.statement = first.statement;
  finding.message = fmt::format(
      "names the role {}, which nobody declares and no earlier migration creates", role);
  for (std::size_t i = 1; i < needs.size(); ++i) {
    finding.places.push_back({relative(evidence, needs[i].file), needs[i].line, "names " + role});
  }
  finding.facts.emplace_back("role", role);
  finding.prerequisite = role_prerequisite(role, first.revision, needs.size() > 1);
  finding.fix = fmt::format(
      "Add the prerequisite below to {}, in the same pull request as the migration; gate then "
      "creates the role without login and only where it is missing. See that production has the "
      "role too, and that its name is spelled as there.",
      evidence.declared.file.empty() ? "a declaration of this tree (seeds/<tree>.json)"
                                     : evidence.declared.file);
  return finding;
}

}  // namespace

std::vector<Finding> roles_that_nobody_supplies(const Evidence& evidence) {
  std::vector<std::string> order;
  std::map<std::string, Needs> by_role;
  for (SeedDependence& need : seed_dependences(evidence)) {
    if (!need.is_role || need.declared || !need.certain) continue;
    Needs& needs = by_role[need.name];
    if (needs.empty()) order.push_back(need.name);
    needs.push_back(std::move(need));
  }
  std::vector<Finding> findings;
  for (const std::string& role : order) {
    findings.push_back(finding_of_role(evidence, role, by_role[role]));
  }
  return findings;
}

}  // namespace gate
