#include <fmt/format.h>

#include <algorithm>

#include "gate/git/file_changes.h"
#include "gate/git/merge.h"
#include "gate/pipeline/merge_looking.h"

namespace gate {

Result<std::string> Looking::head_in_base() {
  if (!head_in_base_.empty()) return head_in_base_;
  const std::string head = view_.head.commit;
  if (!view_.into) return head_in_base_ = head;
  const auto merged = merge_commits(*view_.repository, view_.into->commit, head, deadline_);
  if (!merged) return failed(view_.into->name, merged.error().why());
  const auto commit =
      commit_tree(*view_.repository, merged->tree, {view_.into->commit, head}, deadline_);
  if (!commit) return failed(view_.into->name, commit.error().why());
  return head_in_base_ = *commit;
}

Result<void> Looking::meet_rivals() {
  std::vector<std::string> patterns;
  for (const std::string& rival : targets_.rivals) {
    if (is_pattern(rival)) {
      patterns.push_back(rival);
      continue;
    }
    const auto ref = ref_of("--rival " + rival, rival);
    if (!ref) return ref.error();
    if (auto met = meet(*ref, "--rival " + rival, true); !met) return met;
  }
  std::vector<std::string> merged_in{user_.head()};
  if (view_.into) merged_in.push_back(view_.into->commit);
  auto open = open_branches(user_, patterns, merged_in, view_.branch, deadline_);
  if (!open) return failed("--rival", open.error().why());
  view_.remotes = open->remotes;
  for (const std::string& pattern : open->without_any) {
    const std::string words = "there is no branch that matches it";
    if (user_.shallow()) return failed("--rival " + pattern, words);
    view_.notes.push_back(fmt::format("--rival {}: {}", pattern, words));
  }
  std::vector<std::string> tips;
  for (const NamedRef& ref : open->branches) tips.push_back(ref.commit);
  const auto change =
      tips_that_change(user_, tips, merged_in, view_.versions->folders(), deadline_);
  if (!change) return failed("--rival", change.error().why());
  for (const NamedRef& ref : open->branches) {
    if (change->count(ref.commit) == 0) continue;
    if (auto met = meet(ref, "--rival " + ref.name, false); !met) return met;
  }
  return {};
}

// `named`: by itself, not by a pattern, so that there must be something to compare.
Result<void> Looking::meet(const NamedRef& rival, const std::string& option, bool named) {
  const auto is_met = [&](const OtherSide& one) { return one.ref.commit == rival.commit; };
  if (std::any_of(view_.rivals.begin(), view_.rivals.end(), is_met)) return {};
  const std::string& trunk = view_.into ? view_.into->commit : view_.head.commit;
  const auto parting = parting_of(*view_.repository, trunk, rival.commit, deadline_);
  if (!parting) return failed(option, parting.error().why());
  if (!*parting) {
    if (!named && !user_.shallow()) return {};
    return failed(option, fmt::format("\"{}\" has no commit in common with {}", rival.name,
                                      view_.into ? view_.into->name : "HEAD"));
  }
  if (**parting == rival.commit) return {};
  const auto changed = changes(**parting, rival.commit);
  if (!changed) return failed(option, changed.error().why());
  auto brought = view_.versions->read(*changed);
  if (!brought) return failed(option, brought.error().why());
  if (brought->empty()) return {};
  if (named) {
    const auto merged = parting_of(*view_.repository, view_.head.commit, rival.commit, deadline_);
    if (merged && *merged == rival.commit) return {};
  }
  auto side = merge_with(rival, option, std::move(*brought));
  if (!side) return side.error();
  view_.rivals.push_back(std::move(*side));
  return {};
}

Result<OtherSide> Looking::merge_with(const NamedRef& rival, const std::string& option,
                                      VersionDelta brought) {
  const auto mine = head_in_base();
  if (!mine) return mine.error();
  const auto merged = merge_commits(*view_.repository, *mine, rival.commit, deadline_);
  if (!merged) return failed(option, merged.error().why());
  auto files = changed(view_.ours_merged, *mine, merged->tree, merged->conflicts);
  if (!files) return failed(option, files.error().why());
  OtherSide side{rival, with(view_.trunk, brought), std::move(*files), {}, std::move(brought)};
  side.conflicts = version_files(merged->conflicts);
  if (view_.into) {
    // Of the others it is the base that the rival cannot be merged with.
    std::erase_if(side.conflicts,
                  [&](const std::string& file) { return ours_touched_.count(file) == 0; });
    return side;
  }
  files = changed(view_.ours, view_.head.commit, rival.commit);
  if (!files) return failed(option, files.error().why());
  side.files = std::move(*files);
  return side;
}

}  // namespace gate
