#include "gate/pipeline/seeded_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gate/diagnosis/commit_words.h"
#include "gate/git/commit_log.h"

namespace gate {
namespace {

constexpr long long recent = 30LL * 24 * 60 * 60;  // seconds

bool changes_schema(OperationKind kind) {
  return kind == OperationKind::alter_table || kind == OperationKind::drop_table ||
         kind == OperationKind::rename_table;
}

bool is_seeded(const DeclaredFacts& declared, const Operation& operation) {
  const auto qualified = operation.schema + "." + operation.name;
  return std::any_of(declared.prerequisites.begin(), declared.prerequisites.end(),
                     [&](const DeclaredPrerequisite& one) {
                       return one.kind == PrerequisiteKind::row &&
                              (one.name == operation.name || one.name == qualified);
                     });
}

std::vector<const Operation*> changes_of_seeded_tables(const Evidence& evidence) {
  std::vector<const Operation*> found;
  for (const Operation& operation : evidence.operations) {
    if (operation.upgrading && changes_schema(operation.kind) &&
        is_seeded(evidence.declared, operation)) {
      found.push_back(&operation);
    }
  }
  return found;
}

// The paths that came lately, each with the commit that last changed it; none: not committed.
using Recent = std::map<std::string, std::optional<Commit>>;

Recent recent_paths(const GitRepository& repository, const std::vector<std::string>& paths,
                    const std::optional<Changes>& since_base, const Deadline& deadline) {
  Recent found;
  const auto commits = commit_log(repository, {"HEAD"}, paths, deadline);
  if (!commits) return found;
  const auto head = commit_log(repository, {"--no-walk", "HEAD"}, {}, deadline);
  const long long now = head && !head->empty() ? head->front().time : 0;
  Recent last;
  for (const LoggedCommit& logged : *commits) {
    for (const LoggedChange& change : logged.changes) {
      last.emplace(change.path, logged.commit);
      if (!since_base && now - logged.time <= recent) found.emplace(change.path, logged.commit);
    }
  }
  if (!since_base) return found;
  for (const ChangedPath& changed : since_base->paths) {
    const auto known = last.find(changed.path);
    found[changed.path] = known == last.end() ? std::nullopt : std::optional(known->second);
  }
  return found;
}

std::string in_words(const Operation& operation, const std::optional<Commit>& commit) {
  std::string from = "not committed yet";
  if (commit) from = pull_request(*commit).empty() ? commit->id : pull_request(*commit);
  return fmt::format("the schema of {}, a seeded table, was changed by {} ({})", operation.name,
                     operation.revision, from);
}

}  // namespace

std::vector<std::string> seeded_schema_changes(const GitRepository& repository,
                                               const Evidence& evidence,
                                               const std::optional<Changes>& since_base,
                                               const Deadline& deadline) {
  std::vector<std::string> words;
  const auto operations = changes_of_seeded_tables(evidence);
  if (operations.empty()) return words;
  std::vector<std::string> paths;
  for (const Operation* operation : operations) {
    if (auto path = repository.path_of(operation->file)) paths.push_back(std::move(*path));
  }
  if (paths.empty()) return words;
  const Recent recently = recent_paths(repository, paths, since_base, deadline);
  for (const Operation* operation : operations) {
    const auto path = repository.path_of(operation->file);
    const auto found = path ? recently.find(*path) : recently.end();
    if (found == recently.end()) continue;
    std::string sentence = in_words(*operation, found->second);
    if (std::find(words.begin(), words.end(), sentence) == words.end()) {
      words.push_back(std::move(sentence));
    }
  }
  return words;
}

}  // namespace gate
