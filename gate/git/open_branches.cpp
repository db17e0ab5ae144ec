#include "gate/git/open_branches.h"

#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "gate/git/fields.h"

namespace gate {
namespace {

constexpr std::string_view heads = "refs/heads/";
constexpr std::string_view remotes_folder = "refs/remotes/";

std::string shown(std::string_view ref) {
  for (const std::string_view folder : {heads, remotes_folder}) {
    if (ref.starts_with(folder)) return std::string(ref.substr(folder.size()));
  }
  return std::string(ref);
}

bool matches(const std::string& ref, const std::string& pattern) {
  const std::array<std::string, 4> whole{pattern, std::string(heads) + pattern,
                                         std::string(remotes_folder) + pattern, "refs/" + pattern};
  return std::any_of(whole.begin(), whole.end(), [&](const std::string& one) {
    return ::fnmatch(one.c_str(), ref.c_str(), 0) == 0;
  });
}

struct ListedRef {
  std::string ref;
  std::string commit;
};

// Those that point at a branch rather than at a commit (origin/HEAD) are no branches of their own.
Known<std::vector<ListedRef>> list_refs(const GitRepository& repository,
                                        const std::vector<std::string>& merged_in,
                                        const Deadline& deadline) {
  std::vector<std::string> words{"for-each-ref", "--format=%(objectname) %(refname) %(symref)"};
  for (const std::string& commit : merged_in) words.push_back("--no-merged=" + commit);
  const auto said = repository.ask(std::move(words), deadline);
  if (!said) return said.error();
  std::vector<ListedRef> refs;
  for (const auto line : fields_of(*said, '\n')) {
    const auto fields = fields_of(line, ' ');
    if (fields.size() != 2 || fields[1].starts_with("refs/tags/")) continue;
    refs.push_back({std::string(fields[1]), std::string(fields[0])});
  }
  return refs;
}

std::vector<std::string> remotes_in(const std::vector<ListedRef>& refs) {
  std::set<std::string> remotes;
  for (const ListedRef& one : refs) {
    if (!one.ref.starts_with(remotes_folder)) continue;
    const auto rest = one.ref.substr(remotes_folder.size());
    remotes.insert(rest.substr(0, rest.find('/')));
  }
  return {remotes.begin(), remotes.end()};
}

}  // namespace

std::optional<NamedRef> find_ref(const GitRepository& repository, const std::string& name,
                                 const Deadline& deadline) {
  if (const auto commit = repository.commit_of(name, deadline)) {
    return NamedRef{shown(name), *commit};
  }
  const std::string branch = name.starts_with(heads) ? name.substr(heads.size()) : name;
  const std::string remote = "origin/" + branch;
  if (const auto commit = repository.commit_of(remote, deadline)) return NamedRef{remote, *commit};
  return std::nullopt;
}

std::string branch_name(const std::string& ref, const std::vector<std::string>& remotes) {
  std::string name = shown(ref);
  for (const std::string& remote : remotes) {
    if (name.starts_with(remote + "/")) return name.substr(remote.size() + 1);
  }
  return name;
}

bool is_pattern(const std::string& name) { return name.find_first_of("*?[") != name.npos; }

Known<OpenBranches> open_branches(const GitRepository& repository,
                                  const std::vector<std::string>& patterns,
                                  const std::vector<std::string>& merged_in, const std::string& own,
                                  const Deadline& deadline) {
  const auto all = list_refs(repository, {}, deadline);
  if (!all) return all.error();
  const auto open = list_refs(repository, merged_in, deadline);
  if (!open) return open.error();
  OpenBranches found;
  found.remotes = remotes_in(*all);
  for (const std::string& pattern : patterns) {
    const auto is_meant = [&](const ListedRef& one) { return matches(one.ref, pattern); };
    if (std::none_of(all->begin(), all->end(), is_meant)) found.without_any.push_back(pattern);
    for (const ListedRef& one : *open) {
      if (!is_meant(one)) continue;
      if (branch_name(one.ref, found.remotes) == own) continue;
      found.branches.push_back({shown(one.ref), one.commit});
    }
  }
  std::sort(found.branches.begin(), found.branches.end(),
            [](const NamedRef& left, const NamedRef& right) { return left.name < right.name; });
  std::set<std::string> seen;
  std::erase_if(found.branches,
                [&](const NamedRef& one) { return !seen.insert(one.commit).second; });
  return found;
}

}  // namespace gate
