#include "gate/pipeline/contenders.h"

#include <algorithm>
#include <limits>

#include "gate/git/file_changes.h"

namespace gate {
namespace {

struct Found {
  const LoggedCommit* commit = nullptr;
  const LoggedChange* change = nullptr;
};

template <class Wanted>
Found newest(const std::vector<LoggedCommit>& log, Wanted wanted) {
  for (const LoggedCommit& commit : log) {
    for (const LoggedChange& change : commit.changes) {
      if (wanted(change)) return {&commit, &change};
    }
  }
  return {};
}

Found brought(const std::vector<LoggedCommit>& log, const std::string& path) {
  const auto added = newest(log, [&](const LoggedChange& change) {
    return change.path == path && (change.status == 'A' || change.status == 'R');
  });
  if (added.commit != nullptr) return added;
  return newest(log, [&](const LoggedChange& change) { return change.path == path; });
}

Found taken_away(const std::vector<LoggedCommit>& log, const std::string& path) {
  return newest(log, [&](const LoggedChange& change) { return change.old_path == path; });
}

}  // namespace

std::string commit_of(const MergeView& view, const std::string& ref) {
  if (view.base && view.base->ref.name == ref) return view.base->ref.commit;
  for (const OtherSide& rival : view.rivals) {
    if (rival.ref.name == ref) return rival.ref.commit;
  }
  return view.head.commit;
}

const std::vector<LoggedCommit>& Contenders::log_of(const std::string& ref) {
  const auto known = logs_.find(ref);
  if (known != logs_.end()) return known->second;
  const std::string tip = commit_of(*view_, ref);
  // Of the base what HEAD does not have, of the others what the base does not have.
  const bool is_base = view_->into && tip == view_->into->commit;
  std::string without = view_->into ? view_->into->commit : "";
  if (is_base || (without.empty() && ref != view_->head.name)) without = view_->head.commit;
  if (without.empty() && !view_->rivals.empty()) without = view_->rivals.front().ref.commit;
  auto log =
      commits_between(*view_->repository, without, tip, view_->versions->folders(), deadline_);
  return logs_[ref] = log ? std::move(*log) : std::vector<LoggedCommit>();
}

void Contenders::tell(Contender& side, bool took) {
  const std::string path = view_->versions->relative(side.file.file);
  const auto& log = log_of(side.ref);
  const Found found = took ? taken_away(log, path) : brought(log, path);
  if (found.commit == nullptr) return;
  const LoggedCommit& commit = *found.commit;
  if (commit.id == view_->head.commit && commit.id != view_->repository->head() &&
      side.ref == view_->head.name && commit.parents.size() == 1 &&
      commit.parents.front() == view_->repository->head()) {
    side.committed = false;
    side.time = std::numeric_limits<long long>::max();
    return;
  }
  // In a shallow clone the oldest commit seems to bring everything.
  if (view_->repository->shallow() && commit.parents.empty()) return;
  side.commit = commit.commit;
  side.time = commit.time;
}

}  // namespace gate
