#include "gate/git/merge.h"

#include <fmt/format.h>

#include <cstdlib>

#include "gate/git/fields.h"

namespace gate {
namespace {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// "git version 2.34.1" -> {2, 34}
bool can_merge(const std::string& version) {
  const auto begin = version.find_first_of("0123456789");
  if (begin == version.npos) return true;
  const auto fields = fields_of(std::string_view(version).substr(begin), '.');
  const auto number = [&](std::size_t at) {
    return at < fields.size() ? std::atoi(std::string(fields[at]).c_str()) : 0;
  };
  return number(0) > 2 || (number(0) == 2 && number(1) >= 38);
}

NotKnown why_not_merged(const GitRepository& repository, const NotKnown& said,
                        const Deadline& deadline) {
  const auto version = repository.ask({"--version"}, deadline);
  if (!version || can_merge(*version)) return said;
  return NotKnown::because(
      fmt::format("{} has no `git merge-tree --write-tree`, which merges without a working tree; "
                  "git 2.38 or newer has it",
                  first_line(*version)));
}

// What differs from HEAD, or is not in it and not ignored either; each path ends with a NUL.
Known<std::string> changed_below(const GitRepository& repository,
                                 const std::vector<std::string>& paths, const Deadline& deadline) {
  std::vector<std::string> words{
      "status",       "--porcelain=v1",          "-z", "--untracked-files=all",
      "--no-renames", "--ignore-submodules=all", "--"};
  words.insert(words.end(), paths.begin(), paths.end());
  const auto said = repository.ask(std::move(words), deadline);
  if (!said) return said.error();
  std::string changed;
  for (const auto field : fields_of(*said)) {  // "?? path"
    if (field.size() > 3) changed.append(field.substr(3)).push_back('\0');
  }
  return changed;
}

}  // namespace

Known<MergeResult> merge_commits(const GitRepository& repository, const std::string& one,
                                 const std::string& other, const Deadline& deadline) {
  const auto said = repository.answer(
      {"merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", one, other}, deadline);
  if (!said) return why_not_merged(repository, said.error(), deadline);
  const auto fields = fields_of(said->text);
  if (fields.empty() || fields.front().size() < 40) {
    return NotKnown::because("git's merge has another form than expected");
  }
  MergeResult merged{std::string(fields.front()), {}};
  for (std::size_t at = 1; at < fields.size() && !fields[at].empty(); ++at) {
    merged.conflicts.emplace_back(fields[at]);
  }
  return merged;
}

Known<std::optional<std::string>> parting_of(const GitRepository& repository,
                                             const std::string& one, const std::string& other,
                                             const Deadline& deadline) {
  const auto said = repository.answer({"merge-base", one, other}, deadline);
  if (!said) return said.error();
  if (!said->yes || said->text.empty()) return std::optional<std::string>();
  return std::optional(first_line(said->text));
}

Known<std::string> commit_tree(const GitRepository& repository, const std::string& tree,
                               const std::vector<std::string>& parents, const Deadline& deadline) {
  std::vector<std::string> words{"commit-tree", "--no-gpg-sign", "-m", "gate", tree};
  for (const std::string& parent : parents) words.insert(words.end(), {"-p", parent});
  auto said = repository.ask(std::move(words), deadline);
  if (!said) return said.error();
  return first_line(*said);
}

Known<std::string> commit_of_working_tree(const GitRepository& user, const GitRepository& scratch,
                                          const std::vector<std::string>& folders,
                                          const Deadline& deadline) {
  std::vector<std::string> paths;
  for (const std::string& folder : folders) {
    if (auto path = user.path_of(folder)) paths.push_back(std::move(*path));
  }
  if (paths.empty()) return user.head();
  const auto changed = changed_below(user, paths, deadline);
  if (!changed) return changed.error();
  if (changed->empty()) return user.head();
  const auto read = scratch.ask({"read-tree", "HEAD"}, deadline);
  if (!read) return read.error();
  const auto updated =
      scratch.answer({"update-index", "--add", "--remove", "-z", "--stdin"}, deadline, *changed);
  if (!updated) return updated.error();
  const auto tree = scratch.ask({"write-tree"}, deadline);
  if (!tree) return tree.error();
  return commit_tree(scratch, first_line(*tree), {user.head()}, deadline);
}

Known<std::string> branch_below_merge(const GitRepository& repository, const std::string& base,
                                      const Deadline& deadline) {
  const std::string head = repository.head();
  if (!repository.branch().empty()) return head;
  const auto said = repository.ask({"rev-list", "--parents", "--max-count=1", head}, deadline);
  if (!said) return said.error();
  const std::string line = first_line(*said);
  const auto ids = fields_of(line, ' ');
  if (ids.size() != 3) return head;
  const auto is_in_base = [&](std::string_view commit) {
    return repository.answer({"merge-base", "--is-ancestor", std::string(commit), base}, deadline);
  };
  const auto first = is_in_base(ids[1]);
  if (!first) return first.error();
  const auto second = is_in_base(ids[2]);
  if (!second) return second.error();
  return first->yes && !second->yes ? std::string(ids[2]) : head;
}

}  // namespace gate
