#include "gate/pipeline/settle_collisions.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "gate/diagnosis/chain.h"
#include "gate/diagnosis/commit_words.h"
#include "gate/diagnosis/numbering.h"
#include "gate/pipeline/contenders.h"

namespace gate {
namespace {

bool is_settled_by_nobody(const MergeCollision& collision) {
  return collision.kind == CollisionKind::broken_base;
}

const Revisions& files_of(const MergeView& view, const std::string& ref) {
  if (view.base && view.base->ref.name == ref) return view.base->files;
  for (const OtherSide& rival : view.rivals) {
    if (rival.ref.name == ref) return rival.files;
  }
  return view.ours;
}

Revisions all_files(const MergeView& view) {
  Revisions all = view.ours;
  const auto add = [&](const Revisions& files) {
    all.insert(all.end(), files.begin(), files.end());
  };
  if (view.base) add(view.base->files);
  for (const OtherSide& rival : view.rivals) add(rival.files);
  return all;
}

const RevisionFile* file_with(const Revisions& files, const std::string& id) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const RevisionFile& one) { return one.revision == id; });
  return found == files.end() ? nullptr : &*found;
}

// The head of what a side brought; of several none.
const RevisionFile* tip_of(const Revisions& files, const Revisions& trunk) {
  const auto heads = Chain(files).heads();
  std::vector<std::string> brought;
  std::copy_if(heads.begin(), heads.end(), std::back_inserter(brought),
               [&](const std::string& id) { return file_with(trunk, id) == nullptr; });
  const auto& candidates = brought.empty() ? heads : brought;
  return candidates.size() == 1 ? file_with(files, candidates.front()) : nullptr;
}

class Settling {
 public:
  Settling(const MergeView& view, std::vector<MergeCollision>& collisions)
      : view_(view),
        collisions_(collisions),
        numbering_(view.trunk.empty() ? view.ours : view.trunk, all_files(view)) {}

  void go() {
    for (MergeCollision& collision : collisions_) note_time(collision);
    for (MergeCollision& collision : collisions_) {
      collision.ours_gives_way =
          collision.with_base || later(collision.ours.ref, collision.theirs.ref);
    }
    // Ids are given in the order in which the branches may be merged, so that every branch's job
    // comes to the same.
    std::stable_sort(collisions_.begin(), collisions_.end(),
                     [&](const MergeCollision& left, const MergeCollision& right) {
                       return rank(left) < rank(right);
                     });
    for (MergeCollision& collision : collisions_) {
      if (!is_settled_by_nobody(collision)) plan(collision);
    }
  }

 private:
  using Rank = std::tuple<bool, long long, std::string, std::string>;

  static const Contender& mover_of(const MergeCollision& collision) {
    return collision.ours_gives_way ? collision.ours : collision.theirs;
  }
  static const Contender& stays_in(const MergeCollision& collision) {
    return collision.ours_gives_way ? collision.theirs : collision.ours;
  }
  Rank rank(const MergeCollision& collision) {
    const Contender& mover = mover_of(collision);
    return {!collision.with_base, times_[mover.ref], name_of_branch(mover.ref),
            name_of(mover.file)};
  }

  void note_time(const MergeCollision& collision) {
    for (const Contender* side : {&collision.ours, &collision.theirs}) {
      const auto [known, is_new] = times_.emplace(side->ref, side->time);
      if (!is_new) known->second = std::min(known->second, side->time);
    }
  }
  std::string name_of_branch(const std::string& ref) const {
    return ref == view_.head.name ? view_.branch : branch_name(ref, view_.remotes);
  }
  bool later(const std::string& one, const std::string& other) {
    return std::pair(times_[one], name_of_branch(one)) >=
           std::pair(times_[other], name_of_branch(other));
  }

  const RevisionFile* parent_for(const MergeCollision& collision, const Contender& mover,
                                 std::string& id) {
    // What follows a file that moves follows it to where it goes.
    for (const std::string& down : mover.file.down_revisions) {
      const auto moved = moved_.find({mover.ref, down});
      if (moved == moved_.end() || moved->second.id == down) continue;
      id = moved->second.id;
      return file_with(files_of(view_, mover.ref), down);
    }
    const Contender& other = stays_in(collision);
    const RevisionFile* tip = tip_of(files_of(view_, other.ref), view_.trunk);
    // The last of those that come before it.
    for (const MergeCollision& one : collisions_) {
      if (one.with_base || collision.with_base || mover_of(one).ref != mover.ref) continue;
      const std::string& before = stays_in(one).ref;
      if (!later(before, other.ref)) continue;
      if (const auto* last = tip_of(files_of(view_, before), view_.trunk)) {
        tip = last;
        id = id_on(before, last->revision);
      }
    }
    if (tip != nullptr && id.empty()) id = id_on(other.ref, tip->revision);
    return tip;
  }
  std::string id_on(const std::string& ref, const std::string& id) const {
    const auto moved = moved_.find({ref, id});
    return moved == moved_.end() ? id : moved->second.id;
  }

  void plan(MergeCollision& collision) {
    const Contender& mover = mover_of(collision);
    if (collision.kind == CollisionKind::lost_parent) return plan_for_lost(collision);
    if (collision.kind == CollisionKind::cycle || mover.file.revision.empty()) return;
    if (collision.kind == CollisionKind::same_file && !is_new(collision)) return stay(collision);
    const RevisionFile* parent = parent_for(collision, mover, collision.next_parent);
    const auto key = std::pair(mover.ref, mover.file.revision);
    auto moved = moved_.find(key);
    if (moved == moved_.end()) {
      const RevisionFile& other = stays_in(collision).file;
      const std::string number = numbering_.number_of(mover.file);
      const Numbering::Taken taken{other.revision == mover.file.revision,
                                   !number.empty() && number == numbering_.number_of(other)};
      moved = moved_.emplace(key, numbering_.moved(mover.file, taken, parent)).first;
    }
    collision.next_id = moved->second.id;
    collision.next_name = moved->second.file;
    if (collision.next_id != mover.file.revision) add_followers(collision, mover);
  }

  // Whether both added the file, rather than changed one that was there.
  bool is_new(const MergeCollision& collision) const {
    const auto& added = view_.ours_new;
    const std::string& path = collision.ours.file.file;
    return collision.ours.ref == view_.head.name
               ? std::find(added.begin(), added.end(), path) != added.end()
               : file_with(view_.trunk, collision.ours.file.revision) == nullptr;
  }
  static void stay(MergeCollision& collision) {
    collision.next_id = mover_of(collision).file.revision;
    collision.next_name = name_of(mover_of(collision).file);
  }

  // Those that no collision tells by themselves.
  void add_followers(MergeCollision& collision, const Contender& mover) {
    for (const RevisionFile& file : files_of(view_, mover.ref)) {
      const auto& downs = file.down_revisions;
      if (std::find(downs.begin(), downs.end(), mover.file.revision) == downs.end()) continue;
      const bool is_told =
          file_with(view_.trunk, file.revision) != nullptr ||
          std::any_of(collisions_.begin(), collisions_.end(), [&](const MergeCollision& one) {
            return mover_of(one).ref == mover.ref && mover_of(one).file.file == file.file;
          });
      if (!is_told) collision.followers.push_back(file);
    }
  }

  void plan_for_lost(MergeCollision& collision) {
    const bool theirs_took = collision.theirs.file.revision == collision.about;
    const Contender& took = theirs_took ? collision.theirs : collision.ours;
    const Contender& names = theirs_took ? collision.ours : collision.theirs;
    IdHistory lost;
    lost.id = collision.about;
    lost.file = took.file.file;
    lost.down_revisions = took.file.down_revisions;
    if (took.commit) lost.commit = *took.commit;
    for (const RevisionFile& file : files_of(view_, took.ref)) {
      const bool same = file.file == took.file.file ||
                        (!file.message.empty() && file.message == took.file.message);
      if (!same || file_with(files_of(view_, names.ref), file.revision) != nullptr) continue;
      lost.fate = IdHistory::Fate::renumbered;
      lost.new_id = file.revision;
    }
    collision.next_id = names.file.revision;
    collision.next_name = name_of(names.file);
    if (lost.fate == IdHistory::Fate::renumbered) {
      collision.next_parent = lost.new_id;
    } else if (!lost.down_revisions.empty()) {
      collision.next_parent = lost.down_revisions.front();
    }
    collision.lost = std::move(lost);
  }

  const MergeView& view_;
  std::vector<MergeCollision>& collisions_;
  Numbering numbering_;
  std::map<std::string, long long> times_;  // of the first that collides, by ref
  std::map<std::pair<std::string, std::string>, Numbering::Name> moved_;  // by ref and old id
};

}  // namespace

void settle_collisions(const MergeView& view, const Deadline& deadline,
                       std::vector<MergeCollision>& collisions) {
  Contenders contenders(view, deadline);
  for (MergeCollision& collision : collisions) {
    if (is_settled_by_nobody(collision)) continue;
    const bool lost = collision.kind == CollisionKind::lost_parent;
    contenders.tell(collision.ours, lost && collision.ours.file.revision == collision.about);
    contenders.tell(collision.theirs, lost && collision.theirs.file.revision == collision.about);
  }
  Settling(view, collisions).go();
}

}  // namespace gate
