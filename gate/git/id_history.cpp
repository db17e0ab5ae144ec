#include "gate/git/id_history.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "gate/git/commit_log.h"
#include "gate/git/fields.h"

namespace gate {
namespace {

// Changes that are read for one id; the newest that tell are nearly always among the first few.
constexpr std::size_t most_changes = 12;

struct Candidate {
  const LoggedCommit* commit = nullptr;
  const LoggedChange* change = nullptr;
  RevisionFile before;  // no revision where there was no file
  RevisionFile after;
};

// The id in quotes, as a POSIX extended expression.
std::string quoted_id(const std::string& id) {
  std::string expression = "['\"]";
  for (const char letter : id) {
    if (std::string_view("\\.[]()*+?{}|^$").find(letter) != std::string_view::npos) {
      expression += '\\';
    }
    expression += letter;
  }
  return expression + "['\"]";
}

bool is_no_blob(const std::string& id) { return id.find_first_not_of('0') == std::string::npos; }

// Reads the files before and after each change, all in one go.
Known<std::vector<Candidate>> candidates_in(const GitRepository& repository,
                                            const std::vector<LoggedCommit>& commits,
                                            const ReadVersions& read, const Deadline& deadline) {
  std::vector<Candidate> candidates;
  std::vector<SourceText> texts;
  std::map<std::string, std::size_t> place;  // in texts, by blob
  for (const LoggedCommit& commit : commits) {
    for (const LoggedChange& change : commit.changes) {
      if (candidates.size() == most_changes) break;
      candidates.push_back({&commit, &change, {}, {}});
      for (const std::string& blob : {change.old_blob, change.new_blob}) {
        if (is_no_blob(blob) || place.count(blob) != 0) continue;
        auto text = repository.ask({"cat-file", "blob", blob}, deadline);
        if (!text) return text.error();
        place[blob] = texts.size();
        texts.push_back({change.path, std::move(*text)});
      }
    }
  }
  const auto files = read(texts);
  if (!files) return NotKnown::because(files.error().message);
  if (files->size() != texts.size()) return NotKnown::because("not all files could be read");
  for (Candidate& candidate : candidates) {
    const auto of = [&](const std::string& blob) {
      const auto found = place.find(blob);
      return found == place.end() ? RevisionFile() : (*files)[found->second];
    };
    candidate.before = of(candidate.change->old_blob);
    candidate.after = of(candidate.change->new_blob);
  }
  return candidates;
}

Known<std::vector<LoggedCommit>> changes_of(const GitRepository& repository, const std::string& id,
                                            std::vector<std::string> which,
                                            const std::vector<std::string>& paths,
                                            const Deadline& deadline) {
  // Whether a rename was one is decided by reading, so that a loose likeness is enough here.
  std::vector<std::string> options{"--pickaxe-regex", "-S" + quoted_id(id), "--full-history",
                                   "-M50%", fmt::format("--max-count={}", most_changes)};
  options.insert(options.end(), which.begin(), which.end());
  return commit_log(repository, options, paths, deadline);
}

// "0002_accounts.py" -> "_accounts.py"
std::string_view words_of(std::string_view path) {
  path.remove_prefix(path.find_last_of('/') + 1);
  return path.substr(std::min(path.find('_'), path.size()));
}

// Migrations are alike in much, so that one which was deleted and another which was added can look
// like a rename. What follows the id is not what it became.
bool is_renumbered(const Candidate& candidate, const std::string& id) {
  const auto& down = candidate.after.down_revisions;
  if (candidate.after.revision.empty()) return false;
  if (std::find(down.begin(), down.end(), id) != down.end()) return false;
  const LoggedChange& change = *candidate.change;
  return change.old_path == change.path || words_of(change.old_path) == words_of(change.path) ||
         candidate.before.message == candidate.after.message;
}

std::optional<IdHistory> taken_away(const std::vector<Candidate>& candidates,
                                    const std::string& id) {
  for (const Candidate& candidate : candidates) {
    if (candidate.before.revision != id || candidate.after.revision == id) continue;
    IdHistory history;
    history.id = id;
    history.commit = candidate.commit->commit;
    history.down_revisions = candidate.before.down_revisions;
    history.file = candidate.change->old_path;
    if (is_renumbered(candidate, id)) {
      history.fate = IdHistory::Fate::renumbered;
      history.new_id = candidate.after.revision;
      history.file = candidate.change->path;
    }
    return history;
  }
  return std::nullopt;
}

// A branch that has the commit; the remote's rather than a local one, as others see that.
std::string branch_with(const GitRepository& repository, const std::string& commit,
                        const Deadline& deadline) {
  const auto said = repository.ask({"for-each-ref", "--contains", commit, "--sort=-refname",
                                    "--format=%(refname:short)%00", "refs/remotes", "refs/heads"},
                                   deadline);
  if (!said) return {};
  for (auto name : fields_of(*said)) {
    if (name.starts_with('\n')) name.remove_prefix(1);
    if (!name.empty() && !name.ends_with("/HEAD")) return std::string(name);
  }
  return {};
}

Known<IdHistory> on_another_branch(const GitRepository& repository, const std::string& id,
                                   const std::vector<std::string>& paths, const ReadVersions& read,
                                   const Deadline& deadline) {
  const auto commits =
      changes_of(repository, id, {"--branches", "--remotes", "--not", "HEAD"}, paths, deadline);
  if (!commits) return commits.error();
  const auto candidates = candidates_in(repository, *commits, read, deadline);
  if (!candidates) return candidates.error();
  for (const Candidate& candidate : *candidates) {
    if (candidate.after.revision != id) continue;
    IdHistory history;
    history.id = id;
    history.fate = IdHistory::Fate::not_merged;
    history.file = candidate.change->path;
    history.commit = candidate.commit->commit;
    history.down_revisions = candidate.after.down_revisions;
    history.branch = branch_with(repository, candidate.commit->id, deadline);
    if (!history.branch.empty()) return history;
  }
  return NotKnown::because(fmt::format("no branch here has a file with the revision {}", id));
}

}  // namespace

Known<IdHistory> id_history(const GitRepository& repository, const std::string& id,
                            const std::vector<std::string>& folders, const ReadVersions& read,
                            const Deadline& deadline) {
  std::vector<std::string> paths;
  for (const std::string& folder : folders) {
    if (auto path = repository.path_of(folder)) paths.push_back(std::move(*path));
  }
  if (paths.empty()) return NotKnown::because("the versions are not in the git repository");
  const auto commits = changes_of(repository, id, {"HEAD"}, paths, deadline);
  if (!commits) return commits.error();
  const auto candidates = candidates_in(repository, *commits, read, deadline);
  if (!candidates) return candidates.error();
  if (auto history = taken_away(*candidates, id)) return *history;
  return on_another_branch(repository, id, paths, read, deadline);
}

}  // namespace gate
