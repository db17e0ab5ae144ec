// A statement needs what an extension brings, and no earlier revision or prerequisite creates it;
// or the server does not have the extension at all.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/known_extensions.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/makers.h"
#include "gate/diagnosis/prerequisite_snippet.h"

namespace gate::causes {
namespace {

// What the server said where it was asked, else what is generally known.
std::optional<ExtensionFact> extension_of(const Evidence& evidence, const MissingObject& object) {
  if (const auto& asked = evidence.catalog.extension) {
    return asked->name.empty() ? std::nullopt : asked;
  }
  if (object.kind == "extension") return ExtensionFact{object.name, false};
  if (const auto known = known_extension(object); !known.empty()) {
    return ExtensionFact{std::string(known), is_contrib(known)};
  }
  return std::nullopt;
}

bool is_the_trees_own(const Evidence& evidence, const MissingObject& object,
                      const std::string& revision) {
  const Makers makers = makers_of(evidence, object, revision);
  return object.kind != "extension" && (!makers.before.empty() || !makers.after.empty());
}

const DeclaredPrerequisite* declared(const Evidence& evidence, const std::string& extension) {
  for (const DeclaredPrerequisite& one : evidence.declared.prerequisites) {
    if (one.kind == PrerequisiteKind::extension && one.name == extension) return &one;
  }
  return nullptr;
}

// The server lacks the files, so no CREATE EXTENSION helps.
std::string another_server(const Evidence& evidence, const std::string& extension) {
  const ExtensionSource source = source_of(extension, evidence.declared.postgres);
  std::string fix = fmt::format(
      "The server that gate started does not have {}: give gate one that has it, as production "
      "does.",
      extension);
  if (!source.image.empty()) {
    fix += fmt::format(" In a container: gate --server container --image {}", source.image);
    fix += source.package.empty() ? "." : ";";
  } else {
    fix += " In a container: gate --server container --image NAME, with an image that has it";
    fix += source.package.empty() ? "." : ";";
  }
  if (!source.package.empty()) {
    fix += fmt::format(" on this machine: apt-get install {}.", source.package);
  } else if (is_contrib(extension)) {
    fix += " It is one of PostgreSQL's own, in the package postgresql-contrib.";
  }
  return fix;
}

std::string fix_for(const Evidence& evidence, const std::string& extension,
                    const std::string& revision, const Operations& later) {
  if (!later.empty()) {
    return fmt::format(
        "{} creates the extension, and {} needs it before: move CREATE EXTENSION IF NOT EXISTS "
        "into {}, in front of the statement.",
        later.front()->revision, revision, revision);
  }
  if (const auto* known = declared(evidence, extension)) {
    return fmt::format(
        "The extension is declared, but supplied only {}: leave \"after\" out, and set "
        "\"required_by\" to {}. Where it has a \"schema\", that has to be on the search path.",
        known->after.empty() ? "in another schema" : "after " + known->after, revision);
  }
  return fmt::format(
      "Let {0} begin with op.execute('CREATE EXTENSION IF NOT EXISTS \"{1}\"'), if the role that "
      "migrates in production may do so. Else, where production has it from elsewhere, add the "
      "prerequisite below to {2}; gate then creates it first.",
      revision.empty() ? "the migration" : revision, extension,
      evidence.declared.file.empty() ? "a declaration of this tree (seeds/<tree>.json)"
                                     : evidence.declared.file);
}

Operations creations_after(const Evidence& evidence, const std::string& extension,
                           const std::string& revision) {
  return makers_of(evidence, {"extension", {}, extension, {}}, revision).after;
}

// A file of SQL that needs it: pg_dump -n leaves the extensions out.
bool is_a_file(const StepEvidence& step) {
  return step.kind == StepKind::baseline || step.kind == StepKind::prerequisite;
}

std::string fix_for_file(const Evidence& evidence) {
  return fmt::format(
      "Add the prerequisite below to {}, in front of what needs it and without \"after\": it then "
      "comes first. A dump of single schemas (pg_dump -n) leaves the extensions out.",
      evidence.declared.file);
}

void add_remedy(const Evidence& evidence, const StepEvidence& step, const std::string& extension,
                Finding& finding) {
  const std::string revision = finding.revision.empty() && !evidence.chain.empty()
                                   ? evidence.chain.front()
                                   : finding.revision;
  const auto later = creations_after(evidence, extension, finding.revision);
  for (const Operation* one : later) {
    finding.places.push_back({relative(evidence, one->file), one->line,
                              fmt::format("{} creates the extension", one->revision)});
  }
  finding.fix += is_a_file(step) ? fix_for_file(evidence)
                                 : fix_for(evidence, extension, finding.revision, later);
  if (declared(evidence, extension) == nullptr && (later.empty() || is_a_file(step))) {
    finding.prerequisite = extension_prerequisite(extension, "", revision);
  }
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (step.kind == StepKind::downgrade || step.second_upgrade || !step.failure) {
    return std::nullopt;
  }
  const SqlError* sql = cause_of(*step.failure);
  const auto object = sql == nullptr ? std::nullopt : missing_object(*sql);
  if (!object) return std::nullopt;
  const auto extension = extension_of(evidence, *object);
  Finding finding = finding_of(evidence, step);
  if (!extension || is_the_trees_own(evidence, *object, finding.revision)) return std::nullopt;
  if (finding.file.empty() && is_a_file(step)) finding.file = evidence.declared.file;
  finding.facts.emplace_back("extension", extension->name);
  if (object->kind != "extension") finding.facts.emplace_back("brings", object->words);
  if (!extension->available) {
    finding.facts.emplace_back("server", "does not have the extension's files");
    finding.fix = another_server(evidence, extension->name);
    if (object->kind == "extension") return finding;
    finding.fix += "\n";
  }
  add_remedy(evidence, step, extension->name, finding);
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const SqlError* error = server_error(failure);
  const auto object = error == nullptr ? std::nullopt : missing_object(*error);
  if (!object || going_down(failure) || failure.elsewhere) return std::nullopt;
  const std::string extension =
      object->kind == "extension" ? object->name : std::string(known_extension(*object));
  if (extension.empty()) return std::nullopt;
  return LogClaim{
      fmt::format("{}; the extension {} has it", error->primary, extension),
      std::min(confidence_in(failure.form), Confidence::medium),
      object->kind == "extension"
          ? fmt::format("Give the gate a server that has {}, as production does.", extension)
          : fmt::format("Let the migration, or an earlier one, say CREATE EXTENSION IF NOT EXISTS "
                        "\"{}\", or declare the extension as a prerequisite.",
                        extension),
      extension};
}

}  // namespace

extern const Cause missing_extension{
    .slug = "missing-extension",
    .title = "A migration needs an extension that nothing creates",
    .owner = "sre",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes
