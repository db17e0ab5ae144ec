// How a MergeView comes about: HEAD first, then the base, then each rival. Used by merge_view.cpp
// and meet_rivals.cpp alone.
#pragma once

#include <set>

#include "gate/git/commit_log.h"
#include "gate/pipeline/merge_view.h"

namespace gate {

class Looking {
 public:
  Looking(const GitRepository& user, const MergeTargets& targets, const MergeSurroundings& around)
      : user_(user), targets_(targets), around_(around), deadline_(around.deadline) {}

  Result<MergeView> go(const LoadedTree& tree, Driver& driver);

 private:
  // What git could not do, told of the option that asked for it.
  Error failed(const std::string& option, const std::string& why) const;
  std::string base_option() const {
    return targets_.base.empty() ? "--rival " + targets_.rivals.front() : "--base " + targets_.base;
  }

  Result<NamedRef> ref_of(const std::string& option, const std::string& name) const;
  Result<void> find_base();
  Result<void> find_head(const LoadedTree& tree);
  Result<void> meet_base();
  Result<void> merge_with_base();
  Result<void> meet_rivals();
  Result<void> meet(const NamedRef& rival, const std::string& option, bool named);
  Result<std::string> head_in_base();
  Result<OtherSide> merge_with(const NamedRef& rival, const std::string& option,
                               VersionDelta brought);
  Known<std::vector<LoggedChange>> changes(const std::string& from, const std::string& to) const;
  // The files with what changed from one commit to the other, but for what is left out.
  Known<Revisions> changed(const Revisions& files, const std::string& from, const std::string& to,
                           const std::vector<std::string>& left_out = {}) const;
  std::vector<std::string> version_files(const std::vector<std::string>& paths) const;

  const GitRepository& user_;
  const MergeTargets& targets_;
  const MergeSurroundings& around_;
  Deadline deadline_;
  MergeView view_;
  std::vector<LoggedChange> our_changes_;  // since HEAD and the base parted
  std::set<std::string> ours_touched_;     // their files
  std::string head_in_base_;               // the commit of HEAD merged with the base
};

}  // namespace gate
