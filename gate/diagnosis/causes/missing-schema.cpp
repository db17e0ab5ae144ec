// A statement names a schema that production has, an empty database lacks, and nothing creates.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/makers.h"
#include "gate/diagnosis/prerequisite_snippet.h"

namespace gate::causes {
namespace {

constexpr std::string_view invalid_schema_name = "3F000";

std::string version_schema(const Evidence& evidence) {
  const auto dot = evidence.version_table.rfind('.');
  return dot == std::string::npos ? std::string() : evidence.version_table.substr(0, dot);
}

const DeclaredPrerequisite* declared(const Evidence& evidence, const std::string& schema) {
  for (const DeclaredPrerequisite& one : evidence.declared.prerequisites) {
    if (one.kind == PrerequisiteKind::schema && one.name == schema) return &one;
  }
  return nullptr;
}

// Alembic makes the version table before the first revision runs.
std::string needed_by(const Evidence& evidence, const Finding& finding) {
  if (!finding.revision.empty() || evidence.chain.empty()) return finding.revision;
  return evidence.chain.front();
}

std::string fix_for(const Evidence& evidence, const std::string& schema, const Finding& finding,
                    const Makers& makers) {
  if (!makers.after.empty()) {
    return fmt::format(
        "{} creates the schema, and {} needs it before: move CREATE SCHEMA IF NOT EXISTS there.",
        makers.after.front()->revision, finding.revision);
  }
  if (const auto* known = declared(evidence, schema)) {
    return fmt::format(
        "The schema is declared, but supplied only after {}: leave \"after\" out, and set "
        "\"required_by\" to {}.",
        known->after, needed_by(evidence, finding));
  }
  const std::string file = evidence.declared.file.empty()
                               ? "a declaration of this tree (seeds/<tree>.json)"
                               : evidence.declared.file;
  if (schema == version_schema(evidence) && finding.revision.empty()) {
    return fmt::format(
        "env.py keeps the version table in the schema {0}, and Alembic does not create it. Let "
        "env.py say CREATE SCHEMA IF NOT EXISTS {0} before context.configure(), and commit it; or, "
        "where production has it from elsewhere, add the prerequisite below to {1}.",
        schema, file);
  }
  return fmt::format(
      "Let {} begin with op.execute('CREATE SCHEMA IF NOT EXISTS {}'). Or, where production has "
      "the schema from elsewhere, add the prerequisite below to {}; gate then creates it first.",
      finding.revision.empty() ? "the migration" : finding.revision, schema, file);
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  const bool runs = step.kind == StepKind::upgrade || step.kind == StepKind::stamp;
  if (!runs || step.second_upgrade || !step.failure) return std::nullopt;
  const SqlError* sql = cause_of(*step.failure);
  if (sql == nullptr || sql->sqlstate != invalid_schema_name) return std::nullopt;
  const auto object = missing_object(*sql);
  if (!object || object->kind != "schema") return std::nullopt;
  Finding finding = finding_of(evidence, step);
  const Makers makers = makers_of(evidence, *object, finding.revision);
  if (!makers.before.empty()) return std::nullopt;  // made, and dropped again
  finding.facts.emplace_back("schema", object->name);
  tell_makers(evidence, makers, finding);
  finding.fix = fix_for(evidence, object->name, finding, makers);
  if (makers.after.empty() && declared(evidence, object->name) == nullptr) {
    finding.prerequisite = schema_prerequisite(object->name, needed_by(evidence, finding));
  }
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (error == nullptr || error->sqlstate != invalid_schema_name || going_down(failure) ||
      failure.elsewhere) {
    return std::nullopt;
  }
  const auto object = missing_object(*error);
  return LogClaim{error->primary, confidence_in(failure.form),
                  "Let the migration say CREATE SCHEMA IF NOT EXISTS, or declare the schema as a "
                  "prerequisite; mend the name if it is mistyped.",
                  object ? object->name : std::string()};
}

}  // namespace

extern const Cause missing_schema{
    .slug = "missing-schema",
    .title = "A migration names a schema that nothing creates",
    .owner = "sre",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes
