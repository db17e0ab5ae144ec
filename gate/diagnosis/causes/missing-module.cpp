// env.py, a migration or what they import needs a Python module that the interpreter does not find.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/missing_surroundings.h"
#include "gate/diagnosis/prerequisite_snippet.h"

namespace gate::causes {
namespace {

// Modules whose package has another name; a guess by the module's own would install a stranger's.
struct Package {
  std::string_view module;
  std::string_view package;
};
constexpr Package packages[] = {
    {"MySQLdb", "mysqlclient"},
    {"PIL", "Pillow"},
    {"attr", "attrs"},
    {"bs4", "beautifulsoup4"},
    {"decouple", "python-decouple"},
    {"dotenv", "python-dotenv"},
    {"environ", "django-environ"},
    {"flask_migrate", "Flask-Migrate"},
    {"flask_sqlalchemy", "Flask-SQLAlchemy"},
    {"geoalchemy2", "GeoAlchemy2"},
    {"google.cloud", "google-cloud"},
    {"jose", "python-jose"},
    {"jwt", "PyJWT"},
    {"pgvector", "pgvector"},
    {"psycopg2", "psycopg2-binary"},
    {"sqlalchemy_utils", "SQLAlchemy-Utils"},
    {"yaml", "PyYAML"},
    {"alembic_postgresql_enum", "alembic-postgresql-enum"},
    {"alembic_utils", "alembic-utils"},
    {"pydantic_settings", "pydantic-settings"},
    {"ulid", "python-ulid"},
    {"slugify", "python-slugify"},
};

std::string_view top(std::string_view module) { return module.substr(0, module.find('.')); }

std::string package_of(const std::string& module) {
  const auto found = std::find_if(std::begin(packages), std::end(packages),
                                  [&](const Package& one) { return one.module == top(module); });
  return found == std::end(packages) ? std::string() : std::string(found->package);
}

std::string declaration_of(const Evidence& evidence) {
  return evidence.declared.file.empty() ? "a declaration of this tree (seeds/<tree>.json)"
                                        : evidence.declared.file;
}

// As the declaration has it: "." for the repository itself.
std::string folder_of(const Evidence& evidence) {
  if (evidence.module_folder == evidence.repository) return ".";
  return relative(evidence, evidence.module_folder);
}

std::string fix_for(const Evidence& evidence, const std::string& module) {
  if (!evidence.module_folder.empty()) {
    const std::string folder = folder_of(evidence);
    return fmt::format(
        "The repository has {0}, in {1}, which is not on Python's path: run the tree from there "
        "(the key below, in {2}), or write prepend_sys_path with that folder into alembic.ini.",
        top(module), folder == "." ? "its top folder" : folder, declaration_of(evidence));
  }
  const std::string package = package_of(module);
  return fmt::format(
      "Install {} into the interpreter that gate used (it is named in the report), from the "
      "project's requirements; or name the interpreter that has it as \"python\" in {}, such as "
      "\".venv/bin/python\".",
      package.empty() ? fmt::format("the package that has {}", module)
                      : fmt::format("{} (the package of {})", package, module),
      declaration_of(evidence));
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (!step.failure || step.failure->sql) return std::nullopt;
  const std::string module = gate::missing_module(*step.failure);
  if (module.empty()) return std::nullopt;
  Finding finding = finding_of(evidence, step);
  finding.detail = finding.message;
  finding.message = fmt::format("Python finds no module named {}", module);
  finding.facts.emplace_back("module", module);
  finding.fix = fix_for(evidence, module);
  finding.declaration = evidence.module_folder.empty()
                            ? text_declaration("python", ".venv/bin/python")
                            : text_declaration("directory", folder_of(evidence));
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const std::string module = gate::missing_module(failure.failure);
  if (module.empty() || !failure.in_migration) return std::nullopt;
  return LogClaim{fmt::format("Python finds no module named {}", module),
                  confidence_in(failure.form),
                  "Install the project's requirements into the interpreter that runs the "
                  "migrations, or, where the module is the project's own, put its folder on "
                  "Python's path (prepend_sys_path in alembic.ini).",
                  module};
}

}  // namespace

extern const Cause missing_module{
    .slug = "missing-module",
    .title = "Python does not find a module that the tree imports",
    .owner = "sre",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes
