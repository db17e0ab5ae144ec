#include "gate/pipeline/changed_trees.h"

#include <fmt/format.h>

#include <set>

#include "gate/git/open_branches.h"
#include "gate/pipeline/tree_in_git.h"

namespace gate {
namespace {

Error failed(const std::string& ref, const std::string& why, bool shallow) {
  const auto says = [&](const char* words) { return why.find(words) != why.npos; };
  const auto error = [&](ErrorCode code, const char* hint) {
    return Error{code, fmt::format("--since {}: {}", ref, why), hint};
  };
  if (says("no git program")) {
    return error(ErrorCode::infrastructure, "Install git: what changed is in its history.");
  }
  if (says("safe.directory")) {
    return error(ErrorCode::infrastructure,
                 "Trust the folder: git config --global --add safe.directory \"$PWD\"");
  }
  if (says("no git repository") || says("no commit yet")) {
    return error(ErrorCode::usage,
                 "Run gate plan without --since, which plans every tree, or inside a clone.");
  }
  if (shallow) {
    return error(ErrorCode::usage,
                 "Fetch the whole history: `fetch-depth: 0` for actions/checkout, or `git fetch "
                 "--unshallow` and `git fetch origin` in a clone.");
  }
  if (says("no commit in common")) {
    return error(ErrorCode::usage, "Name the branch that this one was cut from.");
  }
  if (says("there is no commit")) {
    return error(ErrorCode::usage,
                 "Name a branch, tag or commit that this clone has; `git fetch origin` brings the "
                 "remote's.");
  }
  return error(ErrorCode::infrastructure, "See whether git works in this repository.");
}

class Planning {
 public:
  Planning(const PlanOptions& options, const Interrupt& interrupt)
      : options_(options), since_(*options.since), interrupt_(interrupt) {}

  Result<ChangePlan> go() {
    if (since_.empty()) {
      return Error{ErrorCode::usage, "--since: found an empty ref, expected a branch or a commit",
                   "A variable that is not set? On GitHub it is "
                   "github.event.pull_request.base.sha, or github.event.merge_group.base_sha."};
    }
    const auto& root = options_.trees.front().root;
    const auto repository = GitRepository::open(root, lifeline_, deadline_, interrupt_);
    if (!repository) return wrong(repository.error().why(), false);
    const auto ref = find_ref(*repository, since_, deadline_);
    if (!ref) return wrong(fmt::format("there is no commit \"{}\"", since_), repository->shallow());
    auto changes = changes_since(*repository, ref->name, deadline_);
    if (!changes) return wrong(changes.error().why(), repository->shallow());
    auto uncommitted = uncommitted_paths(*repository, deadline_);
    if (!uncommitted) return wrong(uncommitted.error().why(), false);
    changes_ = std::move(*changes);
    uncommitted_ = std::move(*uncommitted);
    return plan(*repository);
  }

 private:
  Error wrong(const std::string& why, bool shallow) const {
    if (interrupt_.requested()) return {ErrorCode::interrupted, "interrupted"};
    return failed(since_, why, shallow);
  }

  Result<ChangePlan> plan(const GitRepository& repository) {
    std::vector<TreeInGit> trees;
    std::set<std::string> submodules;
    for (const Declaration& declaration : options_.trees) {
      auto found = tree_in_git(declaration, repository, deadline_);
      submodules.insert(found.submodules.begin(), found.submodules.end());
      trees.push_back(std::move(found.tree));
    }
    for (const std::string& submodule : submodules) {
      if (auto added = add_uncommitted_of(repository, submodule); !added) return added.error();
    }
    ChangePlan plan{since_, changes_.merge_base, changes_.paths.size(), 0, {}};
    for (const ChangedPath& one : changes_.paths)
      plan.not_committed += uncommitted_.count(one.path);
    for (const TreeInGit& tree : trees) plan.trees.push_back(judge(tree, changes_, uncommitted_));
    return plan;
  }

  // Of a submodule git says which commit it is at; what lies in it beside that has to be asked for.
  Result<void> add_uncommitted_of(const GitRepository& repository, const std::string& submodule) {
    const auto inside =
        GitRepository::open(repository.top() / submodule, lifeline_, deadline_, interrupt_);
    if (!inside) return wrong(inside.error().why(), false);
    auto changes = changes_since(*inside, "HEAD", deadline_);
    if (!changes) return wrong(changes.error().why(), false);
    for (ChangedPath& one : changes->paths) {
      one.path = submodule + "/" + one.path;
      if (!one.old_path.empty()) one.old_path = submodule + "/" + one.old_path;
      uncommitted_.insert(one.path);
      changes_.paths.push_back(std::move(one));
    }
    return {};
  }

  const PlanOptions& options_;
  const std::string& since_;
  const Interrupt& interrupt_;
  Lifeline lifeline_;
  Deadline deadline_{options_.timeout};
  Changes changes_;
  std::set<std::string> uncommitted_;
};

}  // namespace

Result<ChangePlan> changed_trees(const PlanOptions& options, const Interrupt& interrupt) {
  if (options.since) return Planning(options, interrupt).go();
  ChangePlan plan;
  for (const Declaration& one : options.trees) {
    plan.trees.push_back({one.tree, one.title, true, {}, "without --since every tree counts"});
  }
  return plan;
}

}  // namespace gate
