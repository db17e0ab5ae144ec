// D: an index that calls a function which PostgreSQL has in no IMMUTABLE form.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "gate/diagnosis/source_rules.h"
#include "gate/diagnosis/volatile_functions.h"

namespace gate {
namespace {

// A function of the tree's own may stand before PostgreSQL's in the search path.
std::set<std::string> functions_of_the_tree(const Evidence& evidence) {
  std::set<std::string> names;
  for (const Operation& one : evidence.operations) {
    if (one.kind == OperationKind::create_function) names.insert(one.name);
  }
  return names;
}

std::vector<std::string> wrong_functions(const Operation& index, const std::set<std::string>& own) {
  std::vector<std::string> wrong;
  std::copy_if(index.functions.begin(), index.functions.end(), std::back_inserter(wrong),
               [&](const std::string& function) {
                 return is_never_immutable(function) && own.count(function) == 0;
               });
  return wrong;
}

Finding finding_of_index(const Evidence& evidence, const Operation& index,
                         const std::vector<std::string>& wrong) {
  Finding finding = finding_on(evidence, index);
  finding.message =
      fmt::format("the index {}on {} calls {}, which is not IMMUTABLE",
                  index.name.empty() ? "" : index.name + " ", index.table, fmt::join(wrong, ", "));
  if (!index.name.empty()) finding.facts.emplace_back("index", index.name);
  finding.facts.emplace_back("table", index.table);
  if (!index.expression.empty()) finding.facts.emplace_back("expression", index.expression);
  for (const std::string& function : wrong) finding.facts.emplace_back("function", function);
  finding.fix =
      "Use only IMMUTABLE functions and literals in the index: the predicate is evaluated when a "
      "row is written, never again as time passes. For an index over recent rows take a literal "
      "timestamp, or index the column itself and leave the condition to the query.";
  return finding;
}

}  // namespace

std::vector<Finding> indexes_that_are_not_immutable(const Evidence& evidence) {
  const auto own = functions_of_the_tree(evidence);
  std::set<std::tuple<std::string, int, std::string>> told;
  std::vector<Finding> findings;
  for (const Operation& one : evidence.operations) {
    if (one.kind != OperationKind::create_index || !one.upgrading || one.deferred ||
        (one.conditional && !one.guarded)) {
      continue;
    }
    const auto wrong = wrong_functions(one, own);
    if (wrong.empty() || !told.insert({one.file, one.line, one.name}).second) continue;
    findings.push_back(finding_of_index(evidence, one, wrong));
  }
  return findings;
}

}  // namespace gate
