#include "gate/pipeline/collect_collisions.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gate/git/merge.h"
#include "gate/pipeline/add_note.h"
#include "gate/pipeline/find_collisions.h"
#include "gate/pipeline/settle_collisions.h"
#include "gate/pipeline/tree_sources.h"
#include "gate/source/revision_graph.h"

namespace gate {
namespace {

class Collecting {
 public:
  Collecting(const MergeView& view, const std::vector<std::string>& declared,
             const Deadline& deadline)
      : view_(view), declared_(declared), deadline_(deadline) {}

  std::vector<MergeCollision> go() {
    if (view_.base) {
      if (view_.base_is_named) add_broken_base();
      add(view_.ours, *view_.base, view_.base->files, view_.base->merged, view_.base->conflicts,
          {view_.head.name, true, false});
    }
    for (std::size_t at = 0; at < view_.rivals.size(); ++at) {
      const OtherSide& rival = view_.rivals[at];
      add(view_.ours_merged, rival, rival.files, rival.merged, rival.conflicts,
          {view_.head.name, false, false});
      add_against_base(rival);
      for (std::size_t other = at + 1; other < view_.rivals.size(); ++other) {
        add_pair_of_rivals(rival, view_.rivals[other]);
      }
    }
    settle_collisions(view_, deadline_, found_);
    std::erase_if(found_, [&](const MergeCollision& one) {
      return one.with_base && (!view_.base_is_named || one.ours.ref != view_.head.name);
    });
    return std::move(found_);
  }

 private:
  struct Pair {
    std::string ours;
    bool with_base;
    bool among_rivals;
  };

  void add(const Revisions& ours, const OtherSide& other, const Revisions& theirs,
           const Revisions& merged, const std::vector<std::string>& conflicts, const Pair& pair) {
    const Numbering numbering(view_.trunk.empty() ? merged : view_.trunk, merged);
    for (MergeCollision& one :
         find_collisions({ours, theirs, merged, conflicts, declared_, numbering})) {
      one.ours.ref = pair.ours;
      one.theirs.ref = other.ref.name;
      one.with_base = pair.with_base;
      one.among_rivals = pair.among_rivals;
      found_.push_back(std::move(one));
    }
  }

  // Not this branch's to tell, but ids are given to all that have to move, in their order.
  void add_against_base(const OtherSide& rival) {
    if (!view_.base) return;
    add(with({}, rival.brought), *view_.base, view_.trunk, rival.files, {},
        {rival.ref.name, true, false});
  }

  // A fault of the base that it has without HEAD, and that merging HEAD does not mend.
  void add_broken_base() {
    const auto after = faults(view_.base->merged, declared_);
    for (GraphFault& fault : faults(view_.base->files, declared_)) {
      const bool stays = std::any_of(after.begin(), after.end(), [&](const GraphFault& one) {
        return one.kind == fault.kind && one.revision == fault.revision;
      });
      if (!stays || fault.files.empty()) continue;
      MergeCollision collision;
      collision.kind = CollisionKind::broken_base;
      collision.about = fault.revision;
      collision.ours.ref = view_.head.name;
      collision.theirs.ref = view_.base->ref.name;
      collision.theirs.file = fault.files.back();
      collision.with_base = true;
      collision.fault = std::move(fault);
      found_.push_back(std::move(collision));
    }
  }

  // Git is only asked where both changed one file.
  void add_pair_of_rivals(const OtherSide& one, const OtherSide& other) {
    if (branch_name(one.ref.name, view_.remotes) == branch_name(other.ref.name, view_.remotes)) {
      return;
    }
    std::vector<std::string> both;
    for (const auto& [path, file] : one.brought) {
      if (other.brought.count(path) != 0) both.push_back(path);
    }
    std::vector<std::string> conflicts;
    if (!both.empty()) {
      const auto merged =
          merge_commits(*view_.repository, one.ref.commit, other.ref.commit, deadline_);
      for (const std::string& path : merged ? merged->conflicts : std::vector<std::string>()) {
        const auto file = view_.versions->absolute(path);
        if (file && std::find(both.begin(), both.end(), *file) != both.end()) {
          conflicts.push_back(*file);
        }
      }
    }
    if (conflicts.empty() && !can_collide(one.brought, other.brought)) return;
    add(one.files, other, other.files, with(with(view_.trunk, other.brought), one.brought),
        conflicts, {one.ref.name, false, true});
  }

  // Whether one names what the other has or takes away; the rest need not be looked at.
  bool can_collide(const VersionDelta& one, const VersionDelta& other) const {
    const Numbering numbering(view_.trunk, view_.trunk);
    const auto words = [&](const VersionDelta& delta) {
      std::set<std::string> all;
      for (const auto& [path, file] : delta) {
        if (!file) {
          all.insert("*");
          continue;
        }
        all.insert(file->revision);
        all.insert(numbering.number_of(*file));
        all.insert(file->down_revisions.begin(), file->down_revisions.end());
        if (file->down_revisions.empty()) all.insert("*");
      }
      all.erase("");
      return all;
    };
    const auto left = words(one);
    const auto right = words(other);
    if (left.count("*") != 0 || right.count("*") != 0) return true;
    return std::any_of(left.begin(), left.end(),
                       [&](const std::string& word) { return right.count(word) != 0; });
  }

  const MergeView& view_;
  const std::vector<std::string>& declared_;
  Deadline deadline_;
  std::vector<MergeCollision> found_;
};

// Of a file whose id only Alembic can read nothing is known.
void leave_out_undecided(MergeView& view) {
  const auto leave_out = [](Revisions& files) { std::erase_if(files, is_undecided); };
  const auto of = [&](OtherSide& side) {
    for (const auto& [path, file] : side.brought) {
      if (!file || !is_undecided(*file)) continue;
      view.notes.push_back(fmt::format(
          "{} of {} does not state its revision as a literal, so that what it collides with "
          "cannot be known",
          view.versions->relative(path), side.ref.name));
    }
    leave_out(side.files);
    leave_out(side.merged);
  };
  leave_out(view.ours);
  leave_out(view.ours_merged);
  leave_out(view.trunk);
  if (view.base) of(*view.base);
  for (OtherSide& rival : view.rivals) of(rival);
}

}  // namespace

Result<void> collect_collisions(const Declaration& declaration, const MergeTargets& targets,
                                const LoadedTree& tree, Driver& driver,
                                const MergeSurroundings& around, Evidence& evidence,
                                TreeReport& report) {
  if (!targets.any()) return {};
  auto view = view_merges(declaration.repository, targets, tree, driver, around);
  if (!view) return view.error();
  leave_out_undecided(*view);
  if (view->base) {
    evidence.history.base = targets.base;
    evidence.history.new_files = view->ours_new;
  }
  evidence.collisions = Collecting(*view, declaration.heads, around.deadline).go();
  for (const std::string& note : view->notes) add_note(report, note);
  return {};
}

}  // namespace gate
