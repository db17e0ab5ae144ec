#include "gate/git/changes.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/core/path_pattern.h"
#include "gate/git/fields.h"

namespace gate {
namespace {

std::string value_of(std::string_view name, const std::vector<std::string>& environment) {
  for (const std::string& entry : environment) {
    const auto end = entry.find('=');
    if (std::string_view(entry).substr(0, end) == name) return entry.substr(end + 1);
  }
  return {};
}

ChangedPath::Kind kind_of(char letter) {
  if (letter == 'A') return ChangedPath::Kind::added;
  if (letter == 'D') return ChangedPath::Kind::deleted;
  return letter == 'R' ? ChangedPath::Kind::renamed : ChangedPath::Kind::modified;
}

// "A", path, or "R090", old path, new path.
std::vector<ChangedPath> parse_name_status(std::string_view text) {
  const auto fields = fields_of(text);
  std::vector<ChangedPath> paths;
  for (std::size_t next = 0; next + 1 < fields.size();) {
    ChangedPath path;
    path.kind = kind_of(fields[next].empty() ? 'M' : fields[next].front());
    if (path.kind == ChangedPath::Kind::renamed && next + 2 < fields.size()) {
      path.old_path = fields[++next];
    }
    path.path = fields[next + 1];
    paths.push_back(std::move(path));
    next += 2;
  }
  return paths;
}

Known<std::string> merge_base_with(const GitRepository& repository, const std::string& base,
                                   const Deadline& deadline) {
  const auto commit = repository.commit_of(base, deadline);
  if (!commit) return NotKnown::because(fmt::format("there is no commit \"{}\"", base));
  const auto said = repository.ask({"merge-base", *commit, "HEAD"}, deadline);
  if (!said || said->empty()) {
    return NotKnown::because(fmt::format("HEAD and \"{}\" have no commit in common{}", base,
                                         repository.shallow() ? " in this shallow clone" : ""));
  }
  return Known<std::string>(said->substr(0, said->find('\n')));
}

}  // namespace

std::optional<std::string> default_base(const GitRepository& repository,
                                        const std::vector<std::string>& environment,
                                        const Deadline& deadline) {
  const auto is_there = [&](const std::string& name) {
    return repository.commit_of(name, deadline).has_value();
  };
  if (const auto told = value_of("GITHUB_BASE_REF", environment); !told.empty()) {
    for (const auto& name : {"origin/" + told, told}) {
      if (is_there(name)) return name;
    }
    return std::nullopt;
  }
  for (const char* name : {"origin/HEAD", "origin/main", "origin/master", "main", "master"}) {
    const auto commit = repository.commit_of(name, deadline);
    if (!commit) continue;
    if (*commit == repository.head()) return std::nullopt;
    return name;
  }
  return std::nullopt;
}

Known<Changes> changes_since(const GitRepository& repository, const std::string& base,
                             const Deadline& deadline) {
  auto from = merge_base_with(repository, base, deadline);
  if (!from) return from.error();
  Changes changes{base, *from, {}};
  const auto compared = [&](const char* renames) {
    return repository.ask({"diff", "--name-status", "-z", renames, "--no-relative", "--no-ext-diff",
                           "--no-textconv", "--ignore-submodules=dirty", *from, "--"},
                          deadline);
  };
  auto tracked = compared("-M");
  // A partial clone lacks the texts that renames are told by: then they are deleted and added.
  if (!tracked) tracked = compared("--no-renames");
  if (!tracked) return tracked.error();
  changes.paths = parse_name_status(*tracked);
  const auto untracked =
      repository.ask({"ls-files", "-z", "--others", "--exclude-standard"}, deadline);
  if (!untracked) return untracked.error();
  for (auto path : fields_of(*untracked)) {
    if (path.ends_with('/')) path.remove_suffix(1);  // a repository of its own
    changes.paths.push_back({ChangedPath::Kind::added, std::string(path), {}});
  }
  return changes;
}

Known<std::set<std::string>> uncommitted_paths(const GitRepository& repository,
                                               const Deadline& deadline) {
  const auto changes = changes_since(repository, "HEAD", deadline);
  if (!changes) return changes.error();
  std::set<std::string> paths;
  for (const ChangedPath& one : changes->paths) {
    paths.insert(one.path);
    if (!one.old_path.empty()) paths.insert(one.old_path);
  }
  return paths;
}

bool touches(const Changes& changes, const std::vector<std::string>& patterns) {
  return std::any_of(changes.paths.begin(), changes.paths.end(), [&](const ChangedPath& changed) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
      return matches_path(changed.path, pattern) || matches_path(changed.old_path, pattern);
    });
  });
}

}  // namespace gate
