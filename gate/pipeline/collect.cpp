#include "gate/pipeline/collect.h"

#include <algorithm>
#include <chrono>

#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/missing_object.h"
#include "gate/diagnosis/sources.h"
#include "gate/diagnosis/wanted_row.h"
#include "gate/pipeline/compare_tables.h"
#include "gate/pipeline/index_functions.h"
#include "gate/pipeline/missing_extension.h"
#include "gate/pipeline/row_needs.h"

namespace gate {
namespace {

constexpr std::string_view undefined_object = "42704";
constexpr std::string_view invalid_parameter_value = "22023";
constexpr std::string_view invalid_object_definition = "42P17";
constexpr std::string_view duplicate_table = "42P07";
constexpr std::string_view foreign_key_violation = "23503";

void read_roles(OwnConnection& connection, CatalogFacts& catalog) {
  const auto found = connection.query("SELECT rolname FROM pg_catalog.pg_roles ORDER BY 1");
  if (!found) return;
  catalog.known = true;
  for (const Row& row : found->rows) catalog.roles.push_back(row[0].value_or(""));
}

void read_extension(const SqlError& error, OwnConnection& connection, CatalogFacts& catalog) {
  // Without a name: the server was asked, and no extension of its has it.
  if (const auto object = missing_object(error)) {
    catalog.extension = extension_with(connection, *object).value_or(ExtensionFact{});
  }
}

// Up to the revisions that the failing one follows. It went well on the way there, so it does now.
bool walk_up_to(const std::string& revision, const CollectFrom& from) {
  for (const std::string& parent : from.graph.parents(revision)) {
    const auto ran = from.runner.run({"upgrade", parent}, from.deadline, from.interrupt);
    if (!ran || !ran->passed) return false;
  }
  return true;
}

// What the failing revision had done before the statement that was refused: without it, a table of
// its own would be missing. Each on its own, since any of them may fail by itself.
void do_again(const Failure& failure, OwnConnection& connection) {
  for (const ExecutedStatement& one : failure.statements) {
    const bool only_schema = one.rows < 0 && one.parameters.empty();
    if (!only_schema || !connection.query("SAVEPOINT gate")) continue;
    if (!connection.query(one.sql)) connection.query("ROLLBACK TO SAVEPOINT gate");
  }
}

const Operation* creation(const Evidence& evidence) {
  for (const Operation& one : evidence.failing) {
    if (one.kind == OperationKind::create_table || one.kind == OperationKind::create_view) {
      return &one;
    }
  }
  return nullptr;
}

void compare_with_existing(const SqlError& error, OwnConnection& connection, Evidence& evidence) {
  const Operation* second = creation(evidence);
  if (second == nullptr) return;
  evidence.catalog.duplicate = compare_tables(connection, qualified(*second), error.statement);
}

void read_wanted_row(const Failure& failure, OwnConnection& connection, Evidence& evidence) {
  if (const auto row = wanted_row(evidence, failure)) {
    evidence.catalog.row = row_needs(connection, row->table);
  }
}

// What can only be seen with the schema as the failing statement found it.
void read_objects(const Failure& failure, const SqlError* error, OwnConnection& connection,
                  Evidence& evidence) {
  const std::string_view state = error == nullptr ? std::string_view() : error->sqlstate;
  if (state == invalid_object_definition) {
    evidence.catalog.index_functions = index_functions(connection, error->statement);
  } else if (state == duplicate_table) {
    compare_with_existing(*error, connection, evidence);
  } else {
    if (state == foreign_key_violation) {
      read_reference(connection, *error, evidence.catalog);
    }
    read_wanted_row(failure, connection, evidence);
  }
}

bool stands_at(const RaiseSite& site, const SourcePlace& place) {
  return site.when_missing && site.file == place.file && site.line <= place.line &&
         place.line <= site.end_line;
}

bool decides(const RaiseSite& site, const Operation& lookup) {
  return lookup.kind == OperationKind::look_up && lookup.file == site.file &&
         std::find(site.lookup_lines.begin(), site.lookup_lines.end(), lookup.line) !=
             site.lookup_lines.end();
}

// Lookups that decide about the raise and that no recorded statement shows to have found nothing:
// a count or EXISTS always has a row, a bare cursor is not seen. The database is asked again.
std::vector<Operation> unsettled_lookups(const Failure& failure, const Evidence& evidence) {
  std::vector<Operation> lookups;
  if (failure.sql || wanted_row(evidence, failure)) return lookups;
  for (const RaiseSite& site : evidence.raises) {
    if (!stands_at(site, failure.place)) continue;
    for (const Operation& one : evidence.operations) {
      if (decides(site, one)) lookups.push_back(one);
    }
  }
  return lookups;
}

// Whether the schema says more about it than the error does.
bool is_about_the_schema(const Failure& failure, const SqlError* error, const Evidence& evidence) {
  if (error == nullptr) return wanted_row(evidence, failure).has_value();
  const std::string& state = error->sqlstate;
  return state == invalid_object_definition || state == duplicate_table ||
         state == foreign_key_violation || wanted_row(evidence, failure);
}

}  // namespace

const StepEvidence* failed_step(const Evidence& evidence) {
  const auto found = std::find_if(evidence.steps.begin(), evidence.steps.end(), is_the_migrations);
  return found == evidence.steps.end() ? nullptr : &*found;
}

void collect_catalog(const CollectFrom& from, Evidence& evidence) {
  const StepEvidence* step = failed_step(evidence);
  if (step == nullptr || !step->failure) return;
  if (step->kind == StepKind::baseline || step->kind == StepKind::prerequisite) {
    if (const SqlError* error = cause_of(*step->failure)) {
      read_extension(*error, from.connection, evidence.catalog);
    }
    return;
  }
  if (step->kind != StepKind::upgrade) return;
  const Failure& failure = *step->failure;
  const SqlError* error = cause_of(failure);
  if (step->second_upgrade) return;
  if (error != nullptr) read_extension(*error, from.connection, evidence.catalog);
  if (error != nullptr &&
      (error->sqlstate == undefined_object || error->sqlstate == invalid_parameter_value)) {
    read_roles(from.connection, evidence.catalog);
    return;
  }
  const auto unsettled = unsettled_lookups(failure, evidence);
  if (unsettled.empty() && !is_about_the_schema(failure, error, evidence)) return;
  if (!walk_up_to(failure.revision, from) || !from.connection.query("BEGIN")) return;
  do_again(failure, from.connection);
  for (const Operation& lookup : unsettled) {
    if (has_row(from.connection, lookup) == false) evidence.unanswered.push_back(lookup);
  }
  // A join finds nothing where any of its tables lacks the row: those that have it are not missed.
  std::erase_if(evidence.unanswered,
                [&](const Operation& lookup) { return has_row(from.connection, lookup) == true; });
  read_objects(failure, error, from.connection, evidence);
  from.connection.query("ROLLBACK");
}

}  // namespace gate
