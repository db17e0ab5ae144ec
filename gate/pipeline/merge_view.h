// The version files of a tree as they are on the branches that it is to meet, and as they will be
// once those are merged with it.
//
// What HEAD has is what lies in the working tree, committed or not. Merges are git's own, in a
// folder of ours; the user's repository stays as it is. A file that git cannot merge is never read
// half merged: ours stands for it, and its path is among the conflicts.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "gate/git/open_branches.h"
#include "gate/pipeline/version_files.h"

namespace gate {

// What is asked for: --base and --rival.
struct MergeTargets {
  std::string base;
  std::vector<std::string> rivals;
  bool any() const { return !base.empty() || !rivals.empty(); }
};

struct MergeSurroundings {
  const std::filesystem::path& folder;  // a private one
  const Lifeline& lifeline;
  const Deadline& deadline;
  const Interrupt& interrupt;
};

// A branch that HEAD is to meet.
struct OtherSide {
  NamedRef ref;
  Revisions files;                     // its own; of a rival as they will be in the base
  Revisions merged;                    // with HEAD's, in the base
  std::vector<std::string> conflicts;  // version files that cannot be merged with HEAD's
  VersionDelta brought;                // what it changed since it left HEAD, of a rival the base
};

struct MergeView {
  std::string branch;            // HEAD's name in every clone; "HEAD" where it has none
  NamedRef head;                 // with the working tree's changes
  std::optional<NamedRef> into;  // the base, or the branch that all is taken to go into
  Revisions ours;
  Revisions ours_merged;              // in the base
  std::vector<std::string> ours_new;  // files of HEAD that the base had not when they parted
  Revisions trunk;                    // what the base has; HEAD's where there is none
  std::optional<OtherSide> base;      // that of `into`
  bool base_is_named = false;         // it was asked for
  std::vector<OtherSide> rivals;
  std::vector<std::string> remotes;
  std::vector<std::string> notes;  // what the report has to tell of how it was looked
  // For those who have more to ask; it writes to a folder of ours.
  std::shared_ptr<const GitRepository> repository;
  std::shared_ptr<VersionFiles> versions;
};

// Errors: usage (a ref that is not there, a history that a shallow clone does not have),
// infrastructure (a git that cannot merge), interrupted.
Result<MergeView> view_merges(const std::filesystem::path& repository, const MergeTargets& targets,
                              const LoadedTree& tree, Driver& driver,
                              const MergeSurroundings& around);

}  // namespace gate
