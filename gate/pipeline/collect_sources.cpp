#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/missing_surroundings.h"
#include "gate/pipeline/collect.h"
#include "gate/pipeline/find_module.h"
#include "gate/source/operations.h"
#include "gate/source/sql.h"

namespace gate {
namespace {

bool is_lookup(const Operation& operation) { return operation.kind == OperationKind::look_up; }

// What a statement without a single row was looking for.
std::vector<Operation> asked_in_vain(const ExecutedStatement& statement) {
  std::vector<Operation> lookups;
  if (statement.rows != 0) return lookups;
  const auto operations = operations_in(statement.sql, statement.parameters);
  for (const Operation& one : operations) {
    // An UPDATE or INSERT that came to nothing is no question.
    if (!is_lookup(one)) return {};
    lookups.push_back(one);
    lookups.back().file = statement.place.file;
    lookups.back().line = statement.place.line;
    lookups.back().statement = statement.sql;
  }
  return lookups;
}

void add_statements(const Failure& failure, Evidence& evidence) {
  for (const ExecutedStatement& statement : failure.statements) {
    const auto lookups = asked_in_vain(statement);
    evidence.unanswered.insert(evidence.unanswered.end(), lookups.begin(), lookups.end());
  }
}

void add_refused(const SqlError& error, Evidence& evidence) {
  evidence.failing = operations_in(error.statement);
  if (error.column.empty()) return;
  if (const auto source = source_of_column(error.statement, error.column);
      source && source->sub_select) {
    evidence.feeding = source->lookups;
  }
}

}  // namespace

void collect_sources(const SourceFacts& facts, Evidence& evidence) {
  SourceReading reading = read_operations(facts, evidence.revisions);
  evidence.operations = std::move(reading.operations);
  evidence.raises = std::move(reading.raises);
  const StepEvidence* step = failed_step(evidence);
  if (step == nullptr || !step->failure) return;
  if (const std::string module = missing_module(*step->failure); !module.empty()) {
    evidence.module_folder = find_module(evidence.repository, module).string();
  }
  add_statements(*step->failure, evidence);
  if (const SqlError* error = cause_of(*step->failure)) add_refused(*error, evidence);
}

}  // namespace gate
