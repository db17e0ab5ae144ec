// The tree expects a table that none of its revisions makes: it was made elsewhere, and gate starts
// from an empty database.
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"

#include "gate/diagnosis/makers.h"
#include "gate/diagnosis/prerequisite_snippet.h"

namespace gate::causes {
namespace {

constexpr std::string_view undefined_table = "42P01";
constexpr std::string_view baseline_file = "db/baseline.sql";
constexpr std::string_view dump = "pg_dump --schema-only --no-owner --no-privileges";

bool is_the_version_table(const Evidence& evidence, const MissingObject& object) {
  const std::string& table = evidence.version_table;
  const auto dot = table.rfind('.');
  return !table.empty() &&
         object.name == (dot == std::string::npos ? table : table.substr(dot + 1));
}

std::string shell_name(const MissingObject& object) {
  return object.schema.empty() ? object.name : object.schema + "." + object.name;
}

std::string declaration_of(const Evidence& evidence) {
  return evidence.declared.file.empty() ? "a declaration of this tree (seeds/<tree>.json)"
                                        : evidence.declared.file;
}

// Nothing was made before it: the whole schema comes from elsewhere.
void propose_baseline(const Evidence& evidence, Finding& finding) {
  const std::string parent = parent_of(evidence, finding.revision);
  finding.declaration =
      baseline_declaration(baseline_file, parent.empty() ? "base" : std::string_view(parent));
  finding.fix = fmt::format(
      "Give gate the schema that the tree starts from: {} -f {} from a database {}, and declare it "
      "in {}. Where every database is further on, dump one of those, and name as \"revision\" what "
      "its {} holds: gate then begins there.",
      dump, baseline_file,
      parent.empty() ? fmt::format("in which {} has not run yet", finding.revision)
                     : fmt::format("that is at revision {}", parent),
      declaration_of(evidence), evidence.version_table);
}

// The tree makes its other tables itself.
void propose_file(const Evidence& evidence, const MissingObject& object, Finding& finding) {
  const std::string file = fmt::format("db/{}.sql", object.name);
  finding.prerequisite = file_prerequisite(file, parent_of(evidence, finding.revision),
                                           finding.revision, fmt::format("make {}", object.name));
  finding.fix = fmt::format(
      "If another program makes the table in production, give gate its definition: {} -t {} -f {}, "
      "with IF NOT EXISTS written in, so that it can be run twice; and declare it in {}. Else mend "
      "the name, or let an earlier revision create the table.",
      dump, shell_name(object), file, declaration_of(evidence));
}

void blame_the_baseline(const Evidence& evidence, Finding& finding) {
  const auto& declared = evidence.declared;
  finding.facts.emplace_back(
      "baseline", fmt::format("{} at {}", declared.baseline, declared.baseline_revision));
  finding.fix = fmt::format(
      "Neither the baseline {0} nor a revision above {1} makes it. See that the dump was taken "
      "from "
      "a database at revision {1}, and with all of its schemas, and take it again: {2} -f {0}",
      declared.baseline, declared.baseline_revision, dump);
}

void add_others(const Evidence& evidence, const Operations& others, Finding& finding) {
  std::string last;
  for (const Operation* one : others) {
    if (std::exchange(last, one->revision) == one->revision) continue;
    finding.places.push_back({relative(evidence, one->file), one->line,
                              fmt::format("{} expects it too", one->revision)});
  }
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind != StepKind::upgrade || step.second_upgrade || !step.failure) return std::nullopt;
  const SqlError* sql = cause_of(*step.failure);
  if (sql == nullptr || sql->sqlstate != undefined_table) return std::nullopt;
  const auto object = missing_object(*sql);
  if (!object || is_the_version_table(evidence, *object)) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  const Makers makers = makers_of(evidence, *object, finding.revision);
  if (!makers.before.empty() || !makers.after.empty() || !makers.like_it.empty()) {
    return std::nullopt;
  }
  const auto others = others_on(evidence, *object, finding.revision);
  const bool baseline = !evidence.declared.baseline.empty();
  const bool first = !baseline && !makes_a_table_before(evidence, finding.revision, finding.line);
  // One revision of a tree that makes all its other tables: its own fault, most likely.
  if (!first && !baseline && others.empty()) return std::nullopt;
  finding.facts.emplace_back("table", shell_name(*object));
  finding.detail = fmt::format(
      "{}; gate starts from an empty database, where nothing else makes it",
      makers.unread ? "no revision up to this one makes it" : "no revision of the tree makes it");
  add_others(evidence, others, finding);
  if (baseline) {
    blame_the_baseline(evidence, finding);
  } else if (first) {
    propose_baseline(evidence, finding);
  } else {
    propose_file(evidence, *object, finding);
  }
  return finding;
}

// A log shows the first revision of all by its words: "Running upgrade  -> 0001".
std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  if (error == nullptr || error->sqlstate != undefined_table || !failure.first_revision ||
      going_down(failure) || failure.elsewhere) {
    return std::nullopt;
  }
  return LogClaim{
      fmt::format("{}, in the first revision of all", error->primary), Confidence::medium,
      "If the table is made elsewhere, the tree does not start from an empty database: declare a "
      "baseline (a schema-only dump and the revision to stamp). Else mend the name."};
}

}  // namespace

extern const Cause not_from_empty{
    .slug = "not-from-empty",
    .title = "The tree expects tables that it never makes",
    .owner = "sre",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes
