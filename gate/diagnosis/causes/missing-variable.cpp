// env.py, a migration or what they import cannot do without an environment variable.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/log_words.h"
#include "gate/diagnosis/missing_surroundings.h"
#include "gate/diagnosis/prerequisite_snippet.h"

namespace gate::causes {
namespace {

bool has(std::string_view name, std::string_view part) {
  return name.find(part) != std::string_view::npos;
}

// SQLALCHEMY_DATABASE_URI, DB_DSN: gate has to fill in the address of its own database.
bool is_database_url(const std::string& variable) {
  std::string name = variable;
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  const bool url = has(name, "URL") || has(name, "URI") || has(name, "DSN");
  constexpr std::array databases{"DATABASE", "DB", "POSTGRES", "PG", "SQLALCHEMY", "SQL"};
  return url && std::any_of(databases.begin(), databases.end(),
                            [&](std::string_view part) { return has(name, part); });
}

std::string fix_for(const Evidence& evidence, const std::vector<std::string>& names, bool urls) {
  const std::string where = evidence.declared.file.empty()
                                ? std::string("a declaration of this tree (seeds/<tree>.json)")
                                : evidence.declared.file;
  const std::string word = names.size() == 1 ? "the variable" : "the variables";
  if (urls) {
    return fmt::format(
        "Add the keys below to {}: gate then sets {} to the address of its own database, as the "
        "migrations expect it.",
        where, word);
  }
  return fmt::format(
      "Add the keys below to {}, with a value that will do for a test (never a secret of "
      "production's), or export {} where gate is started. Or let the settings have a default.",
      where, word);
}

std::optional<Finding> claim(const Evidence& evidence, const StepEvidence& step) {
  if (!step.failure || step.failure->sql) return std::nullopt;
  const auto names = missing_variables(*step.failure);
  if (names.empty()) return std::nullopt;
  std::vector<std::string> urls;
  std::vector<std::string> others;
  for (const std::string& name : names) {
    (is_database_url(name) ? urls : others).push_back(name);
  }
  Finding finding = finding_of(evidence, step);
  finding.detail = finding.message;
  finding.message = fmt::format("the environment lacks {}", fmt::join(names, ", "));
  finding.facts.emplace_back(names.size() == 1 ? "variable" : "variables",
                             fmt::format("{}", fmt::join(names, ", ")));
  finding.declaration = environment_declaration(others, urls);
  finding.fix = fix_for(evidence, names, others.empty());
  return finding;
}

std::optional<LogClaim> claim_log(const LogFailure& failure) {
  const auto names = missing_variables(failure.failure);
  if (names.empty() || !failure.in_migration) return std::nullopt;
  const std::string name = fmt::format("{}", fmt::join(names, ", "));
  return LogClaim{fmt::format("the environment lacks {}", name), confidence_in(failure.form),
                  "Set it for the job, or declare it in \"environment\" of the tree.", name};
}

}  // namespace

extern const Cause missing_variable{
    .slug = "missing-variable",
    .title = "The environment lacks a variable that the tree needs",
    .owner = "sre",
    .step = claim,
    .log = claim_log,
};

}  // namespace gate::causes
