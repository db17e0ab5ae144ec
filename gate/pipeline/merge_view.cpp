#include "gate/pipeline/merge_view.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>

#include "gate/git/changes.h"
#include "gate/git/file_changes.h"
#include "gate/git/merge.h"
#include "gate/pipeline/merge_looking.h"
#include "gate/process/child.h"

namespace gate {
namespace {

std::string environment_value(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

}  // namespace

Error Looking::failed(const std::string& option, const std::string& why) const {
  if (around_.interrupt.requested()) return Error{ErrorCode::interrupted, "interrupted"};
  const auto says = [&](const char* words) { return why.find(words) != why.npos; };
  const auto error = [&](ErrorCode code, const char* more, const char* hint) {
    return Error{code, fmt::format("{}: {}{}", option, why, more), hint};
  };
  if (says("merge-tree")) {
    return error(ErrorCode::infrastructure, "",
                 "Install git 2.38 or newer, or run gate without --base and --rival.");
  }
  if (says("promisor") || says("not allowed") || says("git does not have")) {
    return error(ErrorCode::usage, "; this clone is partial and hides what is needed to tell",
                 "Fetch the files as well: `git fetch --refetch --no-filter origin`, or leave "
                 "`filter` out for actions/checkout.");
  }
  if (user_.shallow()) {
    return error(ErrorCode::usage, "; this clone is shallow and hides what is needed to tell",
                 "Fetch the whole history: `fetch-depth: 0` for actions/checkout, or `git fetch "
                 "--unshallow` and `git fetch origin` in a clone.");
  }
  return error(ErrorCode::usage, "",
               "Name a branch, tag or commit that this clone has; `git fetch origin` brings the "
               "remote's.");
}

Known<std::vector<LoggedChange>> Looking::changes(const std::string& from,
                                                  const std::string& to) const {
  return changes_between(*view_.repository, from, to, view_.versions->folders(), deadline_);
}

Known<Revisions> Looking::changed(const Revisions& files, const std::string& from,
                                  const std::string& to,
                                  const std::vector<std::string>& left_out) const {
  auto all = changes(from, to);
  if (!all) return all.error();
  std::erase_if(*all, [&](const LoggedChange& change) {
    return std::find(left_out.begin(), left_out.end(), change.path) != left_out.end();
  });
  const auto delta = view_.versions->read(*all);
  if (!delta) return delta.error();
  return with(files, *delta);
}

Result<NamedRef> Looking::ref_of(const std::string& option, const std::string& name) const {
  if (auto found = find_ref(user_, name, deadline_)) return *found;
  return failed(option, fmt::format("there is no commit \"{}\"", name));
}

Result<void> Looking::find_base() {
  if (!targets_.base.empty()) {
    auto ref = ref_of(base_option(), targets_.base);
    if (!ref) return ref.error();
    view_.into = std::move(*ref);
    return {};
  }
  const auto name = default_base(user_, own_environment(), deadline_);
  if (!name) return {};
  if (const auto commit = user_.commit_of(*name, deadline_)) view_.into = NamedRef{*name, *commit};
  return {};
}

// Of a pull request as a CI system checks it out the branch, not the merge that was made of it.
Result<void> Looking::find_head(const LoadedTree& tree) {
  const auto& scratch = *view_.repository;
  const auto folders = view_.versions->absolute_folders();
  auto head = commit_of_working_tree(user_, scratch, folders, deadline_);
  if (!head) return failed("HEAD", head.error().why());
  view_.head = {"HEAD", *head};
  view_.ours = tree.revisions;
  view_.branch = branch_name(user_.branch(), {});
  if (view_.branch.empty()) view_.branch = environment_value("GITHUB_HEAD_REF");
  if (view_.branch.empty()) view_.branch = "HEAD";
  if (!view_.into || *head != user_.head()) return {};
  const auto below = branch_below_merge(user_, view_.into->commit, deadline_);
  if (!below) return failed("HEAD", below.error().why());
  if (*below == user_.head()) return {};
  auto ours = changed(view_.ours, user_.head(), *below);
  if (!ours) return failed("HEAD", ours.error().why());
  view_.head.commit = *below;
  view_.ours = std::move(*ours);
  return {};
}

std::vector<std::string> Looking::version_files(const std::vector<std::string>& paths) const {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    if (auto file = view_.versions->absolute(path)) files.push_back(std::move(*file));
  }
  return files;
}

Result<void> Looking::meet_base() {
  view_.trunk = view_.ours_merged = view_.ours;
  if (!view_.into) return {};
  const std::string& base = view_.into->commit;
  const auto parting = parting_of(*view_.repository, view_.head.commit, base, deadline_);
  if (!parting) return failed(base_option(), parting.error().why());
  if (!*parting) {
    if (targets_.base.empty() && !user_.shallow()) {
      view_.into.reset();  // only taken to be the base, and it cannot be
      return {};
    }
    return failed(base_option(),
                  fmt::format("HEAD and \"{}\" have no commit in common", view_.into->name));
  }
  if (view_.versions->folders().empty()) {
    return failed(base_option(), "the version files are not in the git repository");
  }
  auto ours = changes(**parting, view_.head.commit);
  if (!ours) return failed(base_option(), ours.error().why());
  our_changes_ = std::move(*ours);
  for (const LoggedChange& change : our_changes_) {
    const auto file = view_.versions->absolute(change.path);
    if (!file) continue;
    ours_touched_.insert(*file);
    if (change.status == 'A') view_.ours_new.push_back(*file);
  }
  const auto theirs = changes(**parting, base);
  if (!theirs) return failed(base_option(), theirs.error().why());
  const auto before = view_.versions->read(undone(our_changes_));
  if (!before) return failed(base_option(), before.error().why());
  const auto brought = view_.versions->read(*theirs);
  if (!brought) return failed(base_option(), brought.error().why());
  const Revisions then = with(view_.ours, *before);
  view_.trunk = with(then, *brought);
  if (view_.trunk.empty() && !then.empty()) {
    return Error{ErrorCode::usage,
                 fmt::format("{}: {} has no version file in {} any more", base_option(),
                             view_.into->name, fmt::join(view_.versions->folders(), ", ")),
                 "They were moved there: bring this branch up to date with it first."};
  }
  OtherSide side{*view_.into, view_.trunk, view_.ours, {}, {}};
  if (our_changes_.empty()) side.merged = view_.trunk;
  side.brought = *brought;
  view_.base = std::move(side);
  // Of a folder that HEAD moved, git knows what came into the old one meanwhile.
  if (!our_changes_.empty() && (!theirs->empty() || then.empty())) {
    if (auto merged = merge_with_base(); !merged) return merged;
  }
  view_.ours_merged = view_.base->merged;
  return {};
}

Result<void> Looking::merge_with_base() {
  const auto& base = view_.into->commit;
  const auto merged = merge_commits(*view_.repository, base, view_.head.commit, deadline_);
  if (!merged) return failed(base_option(), merged.error().why());
  const auto commit = targets_.rivals.empty() ? Known<std::string>(merged->tree)
                                              : commit_tree(*view_.repository, merged->tree,
                                                            {base, view_.head.commit}, deadline_);
  if (!commit) return failed(base_option(), commit.error().why());
  head_in_base_ = *commit;
  view_.base->conflicts = version_files(merged->conflicts);
  auto files = changed(view_.ours, view_.head.commit, merged->tree, merged->conflicts);
  if (!files) return failed(base_option(), files.error().why());
  view_.base->merged = std::move(*files);
  return {};
}

Result<MergeView> Looking::go(const LoadedTree& tree, Driver& driver) {
  const auto scratch = user_.writing_to(around_.folder);
  if (!scratch) return Error{ErrorCode::infrastructure, scratch.error().why()};
  view_.repository = std::make_shared<GitRepository>(*scratch);
  view_.versions =
      std::make_shared<VersionFiles>(*view_.repository, tree, driver, deadline_, around_.interrupt);
  if (auto found = find_base(); !found) return found.error();
  if (auto found = find_head(tree); !found) return found.error();
  if (auto met = meet_base(); !met) return met.error();
  if (!targets_.rivals.empty()) {
    if (auto met = meet_rivals(); !met) return met.error();
  }
  view_.base_is_named = !targets_.base.empty();
  return std::move(view_);
}

Result<MergeView> view_merges(const std::filesystem::path& repository, const MergeTargets& targets,
                              const LoadedTree& tree, Driver& driver,
                              const MergeSurroundings& around) {
  const auto user =
      GitRepository::open(repository, around.lifeline, around.deadline, around.interrupt);
  const std::string option =
      targets.base.empty() ? "--rival " + targets.rivals.front() : "--base " + targets.base;
  if (!user) {
    return Error{ErrorCode::usage, fmt::format("{}: {}", option, user.error().why()),
                 "Run gate without --base and --rival, or inside a clone."};
  }
  return Looking(*user, targets, around).go(tree, driver);
}

}  // namespace gate
