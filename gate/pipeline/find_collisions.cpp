#include "gate/pipeline/find_collisions.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "gate/diagnosis/branches.h"
#include "gate/source/revision_graph.h"

namespace gate {
namespace {

using Files = std::vector<RevisionFile>;

// What tells a fault of the graph from another one of its kind.
std::set<std::string> key_of(const GraphFault& fault) {
  std::set<std::string> key(fault.revisions.begin(), fault.revisions.end());
  if (fault.kind == GraphFaultKind::missing_parent) key.insert(fault.reference);
  if (fault.kind == GraphFaultKind::duplicate_revision) key.insert(fault.revision);
  if (fault.kind == GraphFaultKind::unreadable_file) key.insert(fault.files.front().file);
  return key;
}

bool is_among(const std::vector<GraphFault>& faults, const GraphFault& fault) {
  return std::any_of(faults.begin(), faults.end(), [&](const GraphFault& one) {
    return one.kind == fault.kind && key_of(one) == key_of(fault);
  });
}

std::string parent_of_both(const RevisionFile& one, const RevisionFile& other) {
  for (const std::string& down : one.down_revisions) {
    const auto& downs = other.down_revisions;
    if (std::find(downs.begin(), downs.end(), down) != downs.end()) return down;
  }
  return {};
}

// The files of a side by their paths.
class ByPath {
 public:
  explicit ByPath(const Files& files) {
    for (const RevisionFile& file : files) files_.emplace(file.file, &file);
  }
  const RevisionFile* at(const std::string& path) const {
    const auto found = files_.find(path);
    return found == files_.end() ? nullptr : found->second;
  }
  // The very file, with the id that it has.
  bool has(const RevisionFile& file) const {
    const auto* there = at(file.file);
    return there != nullptr && there->revision == file.revision;
  }

 private:
  std::map<std::string_view, const RevisionFile*> files_;
};

const RevisionFile* with_id(const Files& files, const std::string& id) {
  const auto found = std::find_if(files.begin(), files.end(),
                                  [&](const RevisionFile& one) { return one.revision == id; });
  return found == files.end() ? nullptr : &*found;
}

class Search {
 public:
  explicit Search(const TwoSides& sides)
      : sides_(sides), of_ours_(sides.ours), of_theirs_(sides.theirs) {
    for (const RevisionFile& file : sides.merged) {
      if (!of_theirs_.has(file)) ours_.push_back(&file);
      if (!of_ours_.has(file)) theirs_.push_back(&file);
    }
    const auto apart = [&](const Files& files) { return faults(files, sides.declared); };
    own_ = apart(sides.ours);
    for (GraphFault& fault : apart(sides.theirs)) own_.push_back(std::move(fault));
  }

  std::vector<MergeCollision> go() {
    add_conflicts();
    for (const GraphFault& fault : faults(sides_.merged, sides_.declared)) {
      // Also of an id that one of them has twice by itself: the other's is one more.
      if (fault.kind == GraphFaultKind::duplicate_revision) add_same_id(fault.revision);
      if (is_among(own_, fault)) continue;
      if (fault.kind == GraphFaultKind::multiple_heads) add_heads(fault);
      if (fault.kind == GraphFaultKind::missing_parent) add_lost_parent(fault);
      if (fault.kind == GraphFaultKind::cycle) add_cycle(fault);
      if (fault.kind == GraphFaultKind::unreadable_file) add_file(fault.files.front().file);
    }
    add_same_numbers();
    return std::move(found_);
  }

 private:
  void add(CollisionKind kind, std::string about, const RevisionFile& ours,
           const RevisionFile& theirs) {
    const bool told = std::any_of(found_.begin(), found_.end(), [&](const MergeCollision& one) {
      return one.ours.file.file == ours.file && one.theirs.file.file == theirs.file;
    });
    if (told) return;
    MergeCollision collision;
    collision.kind = kind;
    collision.about = std::move(about);
    collision.parent = parent_of_both(ours, theirs);
    collision.ours.file = ours;
    collision.theirs.file = theirs;
    found_.push_back(std::move(collision));
  }

  void add_file(const std::string& path) {
    RevisionFile none;
    none.file = path;
    const auto* ours = of_ours_.at(path);
    const auto* theirs = of_theirs_.at(path);
    add(CollisionKind::same_file, path, ours ? *ours : none, theirs ? *theirs : none);
  }

  void add_conflicts() {
    for (const std::string& path : sides_.conflicts) add_file(path);
  }

  void add_same_id(const std::string& id) {
    for (const auto* ours : ours_) {
      for (const auto* theirs : theirs_) {
        if (ours->revision != id || theirs->revision != id || ours == theirs) continue;
        add(CollisionKind::same_id, id, *ours, *theirs);
      }
    }
  }

  // By path, as a fault has copies.
  static bool holds(const std::vector<const RevisionFile*>& files, const RevisionFile& file) {
    return std::any_of(files.begin(), files.end(),
                       [&](const RevisionFile* one) { return one->file == file.file; });
  }

  void add_pair_of_heads(const RevisionFile& ours, const RevisionFile& theirs) {
    const std::string number = sides_.numbering.number_of(ours);
    if (!number.empty() && number == sides_.numbering.number_of(theirs)) {
      add(CollisionKind::same_number, number, ours, theirs);
    } else {
      add(CollisionKind::same_parent, parent_of_both(ours, theirs), ours, theirs);
    }
  }

  void add_heads(const GraphFault& fault) {
    const Chain chain(sides_.merged);
    const auto branches = branches_of(chain, fault);
    const std::size_t before = found_.size();
    for (const Branch& one : branches) {
      if (!holds(ours_, *one.lowest)) continue;
      for (const Branch& other : branches) {
        if (!holds(theirs_, *other.lowest)) continue;
        add_pair_of_heads(*one.lowest, *other.lowest);
      }
    }
    const bool fork_before = std::any_of(own_.begin(), own_.end(), [](const GraphFault& one) {
      return one.kind == GraphFaultKind::multiple_heads;
    });
    if (found_.size() == before && !fork_before) add_heads_themselves(fault);
  }

  // A branch that was put on another parent is nobody's alone; its head may be.
  void add_heads_themselves(const GraphFault& fault) {
    for (const RevisionFile& one : fault.files) {
      for (const RevisionFile& other : fault.files) {
        if (holds(ours_, one) && holds(theirs_, other)) {
          add(CollisionKind::same_parent, parent_of_both(one, other), one, other);
        }
      }
    }
  }

  // Who names it has it; the other side took it away.
  void add_lost_parent(const GraphFault& fault) {
    const auto* ours = with_id(sides_.ours, fault.reference);
    const auto* theirs = with_id(sides_.theirs, fault.reference);
    if (is_in_conflict(ours) || is_in_conflict(theirs)) return;
    for (const RevisionFile& file : fault.files) {
      if (ours != nullptr && holds(ours_, file)) {
        add(CollisionKind::lost_parent, fault.reference, file, *ours);
      } else if (theirs != nullptr && holds(theirs_, file)) {
        add(CollisionKind::lost_parent, fault.reference, *theirs, file);
      }
    }
  }

  bool is_in_conflict(const RevisionFile* file) const {
    const auto& all = sides_.conflicts;
    return file != nullptr && std::find(all.begin(), all.end(), file->file) != all.end();
  }

  void add_cycle(const GraphFault& fault) {
    if (fault.files.empty()) return;
    const auto changed_from = [&](const ByPath& other) -> const RevisionFile& {
      for (const RevisionFile& file : fault.files) {
        const auto* there = other.at(file.file);
        if (there == nullptr || there->down_revisions != file.down_revisions) return file;
      }
      return fault.files.front();
    };
    std::string way;
    for (const std::string& id : fault.revisions) way += (way.empty() ? "" : ", ") + id;
    add(CollisionKind::cycle, way, changed_from(of_theirs_), changed_from(of_ours_));
  }

  void add_same_numbers() {
    for (const auto* ours : ours_) {
      const std::string number = sides_.numbering.number_of(*ours);
      for (const auto* theirs : theirs_) {
        if (number.empty() || number != sides_.numbering.number_of(*theirs) || ours == theirs ||
            ours->revision == theirs->revision) {
          continue;
        }
        add(CollisionKind::same_number, number, *ours, *theirs);
      }
    }
  }

  const TwoSides& sides_;
  ByPath of_ours_;
  ByPath of_theirs_;
  std::vector<const RevisionFile*> ours_;    // of the merged files those that only we have
  std::vector<const RevisionFile*> theirs_;  // and those that only they have
  std::vector<GraphFault> own_;              // faults of each side alone
  std::vector<MergeCollision> found_;
};

}  // namespace

std::vector<MergeCollision> find_collisions(const TwoSides& sides) { return Search(sides).go(); }

}  // namespace gate
