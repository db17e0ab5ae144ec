// D: an index whose predicate or expression uses a function that is not IMMUTABLE.
#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/source_rules.h"
#include "gate/diagnosis/sources.h"

namespace gate::causes {
namespace {

constexpr std::string_view invalid_object_definition = "42P17";

const Operation* refused_index(const Evidence& evidence) {
  for (const Operation& one : evidence.failing) {
    if (one.kind == OperationKind::create_index) return &one;
  }
  return nullptr;
}

// 42P17 is also partition keys and generated columns: only of an index is it D. The words decide
// where the statement could not be read.
bool is_of_an_index(const Evidence& evidence, const SqlError& error) {
  if (!evidence.failing.empty()) return refused_index(evidence) != nullptr;
  return error.primary.find("index predicate") != std::string::npos ||
         error.primary.find("index expression") != std::string::npos;
}

void add_facts(const Evidence& evidence, Finding& finding) {
  if (const Operation* index = refused_index(evidence)) {
    if (!index->name.empty()) finding.facts.emplace_back("index", index->name);
    finding.facts.emplace_back("table", index->table);
    if (!index->expression.empty()) finding.facts.emplace_back("expression", index->expression);
  }
  for (const FunctionFact& function : evidence.catalog.index_functions) {
    if (function.volatility == "IMMUTABLE") continue;
    finding.facts.emplace_back("function",
                               fmt::format("{} is {}", function.signature, function.volatility));
  }
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::upgrade || step.second_upgrade || !step.failure) return std::nullopt;
  const SqlError* sql = cause_of(*step.failure);
  if (sql == nullptr || sql->sqlstate != invalid_object_definition ||
      !is_of_an_index(evidence, *sql)) {
    return std::nullopt;
  }
  Finding finding = finding_of(evidence, step);
  add_facts(evidence, finding);
  finding.fix =
      "Use only IMMUTABLE functions and literals in the index: the predicate is evaluated when a "
      "row is written, never again as time passes. For an index over recent rows take a literal "
      "timestamp, or index the column itself and leave the condition to the query.";
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  if (failure.phrase != ServerPhrase::index_not_immutable) return std::nullopt;
  const SqlError* error = server_error(failure);
  return LogClaim{
      error->primary, confidence_in(failure.form),
      "Use only IMMUTABLE expressions in the index: literal values, functions that are marked "
      "so. For an index bounded in time use a fixed literal timestamp."};
}

}  // namespace

extern const Cause non_immutable_index{
    .slug = "non-immutable-index",
    .mode = "D",
    .title = "An index uses a function that is not IMMUTABLE",
    .owner = "feature-dev",
    .references = {"Issue #1551"},
    .step = claim,
    .source = indexes_that_are_not_immutable,
    .log = claim_log,
};

}  // namespace gate::causes
