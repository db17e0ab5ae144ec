#include "gate/diagnosis/collision_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "gate/diagnosis/commit_words.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/renumbering_words.h"

namespace gate {
namespace {

std::string at_line(int line) { return line > 0 ? fmt::format(" (line {})", line) : ""; }

const Contender& mover_of(const MergeCollision& collision) {
  return collision.ours_gives_way ? collision.ours : collision.theirs;
}
const Contender& stays_in(const MergeCollision& collision) {
  return collision.ours_gives_way ? collision.theirs : collision.ours;
}
bool is_heads(const Contender& side) { return side.ref == "HEAD"; }

std::string the_others(const Evidence& evidence, const MergeCollision& collision) {
  const std::string file = relative(evidence, collision.theirs.file.file);
  const std::string& ref = collision.theirs.ref;
  const std::string commit = came_with(collision.theirs);
  return collision.with_base
             ? fmt::format("{}, which landed on {} with {} since this branch was cut", file, ref,
                           commit)
             : fmt::format("{} on {}, which is still open, with {}", file, ref, commit);
}

std::string ours(const Evidence& evidence, const MergeCollision& collision) {
  const std::string file = relative(evidence, collision.ours.file.file);
  return is_heads(collision.ours) ? file : fmt::format("{} on {}", file, collision.ours.ref);
}

std::string both_follow(const MergeCollision& collision) {
  return collision.parent.empty() ? "" : fmt::format("; both follow {}", collision.parent);
}

std::string lost_words(const Evidence& evidence, const MergeCollision& collision) {
  const bool theirs_took = collision.theirs.file.revision == collision.about;
  const Contender& took = theirs_took ? collision.theirs : collision.ours;
  const Contender& names = theirs_took ? collision.ours : collision.theirs;
  const bool renumbered = collision.lost && collision.lost->fate == IdHistory::Fate::renumbered;
  return fmt::format(
      "{} follows {}, which {} {} in {}",
      relative(evidence, names.file.file) + (is_heads(names) ? "" : " of " + names.ref),
      collision.about, is_heads(took) ? "this branch" : took.ref,
      renumbered ? "renumbered to " + collision.lost->new_id : "took away", came_with(took));
}

std::string fault_words(const Evidence& evidence, const GraphFault& fault) {
  std::vector<std::string> files;
  for (const RevisionFile& file : fault.files) files.push_back(relative(evidence, file.file));
  switch (fault.kind) {
    case GraphFaultKind::duplicate_revision:
      return fmt::format("revision {} is claimed by {}", fault.revision, fmt::join(files, " and "));
    case GraphFaultKind::missing_parent:
      return fmt::format("{} names {}, which exists nowhere", fmt::join(files, " and "),
                         fault.reference);
    case GraphFaultKind::cycle:
      return fmt::format("revisions follow each other in a circle: {}",
                         fmt::join(fault.revisions, ", "));
    case GraphFaultKind::unreadable_file:
      return fmt::format("{} cannot be read", fmt::join(files, " and "));
    default:
      return fmt::format("it has {} heads: {}", fault.revisions.size(),
                         fmt::join(fault.revisions, ", "));
  }
}

std::string committed_at(const Contender& side) {
  if (!side.committed) return "is not committed yet";
  if (!side.commit) return "came at a time that this clone does not know";
  return fmt::format("came with {}", words(*side.commit));
}

std::string bring_up_to_date(const MergeCollision& collision) {
  return fmt::format("Bring this branch up to date first: `git rebase {0}` (or `git merge {0}`).",
                     collision.theirs.ref);
}

std::string parent_words(const MergeCollision& collision, const Contender& mover) {
  if (collision.next_parent.empty()) {
    return fmt::format("set its down_revision{} to the revision that is then the head",
                       at_line(mover.file.down_line));
  }
  const auto set = fmt::format("set down_revision = \"{}\"{}", collision.next_parent,
                               at_line(mover.file.down_line));
  return collision.with_base
             ? set
             : fmt::format("once {} is merged, {}",
                           is_heads(stays_in(collision)) ? "this branch" : stays_in(collision).ref,
                           set);
}

std::string move_words(const Evidence& evidence, const MergeCollision& collision) {
  const Contender& mover = mover_of(collision);
  const std::string path = relative(evidence, mover.file.file);
  const bool renames = !collision.next_name.empty() && collision.next_name != name_of(mover.file);
  const std::string parent = parent_words(collision, mover);
  std::string text = renames ? fmt::format("Rename {} to {}; there ", path, collision.next_name)
                             : fmt::format("In {} ", path);
  if (collision.next_id == mover.file.revision) {
    text += fmt::format("{}; its id {} can stay.", parent, collision.next_id);
  } else if (collision.next_id.empty()) {
    text += fmt::format(
        "set revision{} to a fresh id, as `python3 -c \"import uuid; "
        "print(uuid.uuid4().hex[-12:])\"` makes one and Alembic does, and {}.",
        at_line(mover.file.revision_line), parent);
  } else {
    text += fmt::format("set revision = \"{}\"{}, and {}.", collision.next_id,
                        at_line(mover.file.revision_line), parent);
  }
  for (const RevisionFile& next : collision.followers) {
    text +=
        fmt::format(" {} follows it: set its down_revision to {}{}.", relative(evidence, next.file),
                    collision.next_id.empty() ? "that id" : "\"" + collision.next_id + "\"",
                    at_line(next.down_line));
  }
  return text + " Change the `Revision ID:` and `Revises:` lines of its docstring with them.";
}

std::string file_words(const Evidence& evidence, const MergeCollision& collision) {
  const Contender& mover = mover_of(collision);
  if (!mover.file.revision.empty() && collision.next_id != mover.file.revision) {
    return "Where both made a migration of their own in it, keep theirs as it is. " +
           move_words(evidence, collision);
  }
  return fmt::format(
      "Resolve it by hand when git stops at it; if both made a migration of their own in it, give "
      "this one a file and an id of its own.");
}

std::string mend_words(const Evidence& evidence, const MergeCollision& collision) {
  switch (collision.kind) {
    case CollisionKind::same_file:
      return file_words(evidence, collision);
    case CollisionKind::cycle:
      return fmt::format("Then point the down_revision of {}{} at the head of the chain.",
                         relative(evidence, mover_of(collision).file.file),
                         at_line(mover_of(collision).file.down_line));
    case CollisionKind::lost_parent: {
      const bool theirs_took = collision.theirs.file.revision == collision.about;
      const RevisionFile& names = (theirs_took ? collision.ours : collision.theirs).file;
      return fmt::format("Then set down_revision{} of {} to {}.", at_line(names.down_line),
                         relative(evidence, names.file),
                         collision.next_parent.empty() ? "the revision that it is to follow now"
                                                       : "\"" + collision.next_parent + "\"");
    }
    default:
      return move_words(evidence, collision);
  }
}

}  // namespace

std::string came_with(const Contender& side) {
  if (!side.committed) return "not committed yet";
  return side.commit ? words(*side.commit) : "a commit that is not known here";
}

std::string subject_of(const MergeCollision& collision) {
  switch (collision.kind) {
    case CollisionKind::same_file:
      return "file";
    case CollisionKind::same_id:
      return "revision id";
    case CollisionKind::same_number:
      return "number";
    case CollisionKind::cycle:
      return "circle";
    case CollisionKind::broken_base:
      return "base";
    default:
      return "parent";
  }
}

std::string message_of(const Evidence& evidence, const MergeCollision& collision) {
  const std::string mine = ours(evidence, collision);
  const std::string others = the_others(evidence, collision);
  switch (collision.kind) {
    case CollisionKind::same_file:
      return fmt::format("git cannot merge {} with that of {}: both changed it", mine,
                         collision.theirs.ref);
    case CollisionKind::same_id:
      return fmt::format("revision {} of {} is also that of {}{}", collision.about, mine, others,
                         both_follow(collision));
    case CollisionKind::same_number:
      return fmt::format("number {} of {} is also that of {}{}", collision.about, mine, others,
                         both_follow(collision));
    case CollisionKind::same_parent:
      if (collision.parent.empty()) {
        return fmt::format("{} and {} are two heads once both are merged", mine, others);
      }
      return fmt::format("{} follows {}, and so does {}; two heads once both are merged", mine,
                         collision.parent, others);
    case CollisionKind::lost_parent:
      return lost_words(evidence, collision);
    case CollisionKind::cycle:
      return fmt::format("merged with {}, revisions follow each other in a circle: {}",
                         collision.theirs.ref, collision.about);
    case CollisionKind::broken_base:
      return fmt::format("{} is broken without this branch: {}", collision.theirs.ref,
                         fault_words(evidence, *collision.fault));
  }
  return {};
}

std::string rule_words(const MergeCollision& collision) {
  if (collision.kind == CollisionKind::broken_base) {
    return "this branch did not bring it, and does not mend it";
  }
  const auto told = [&](const Contender& side) {
    return fmt::format("{} {}", name_of(side.file), committed_at(side));
  };
  if (collision.with_base) {
    return fmt::format("what is on {} stays: {}; {} of this branch gives way, which {}",
                       collision.theirs.ref, told(collision.theirs), name_of(collision.ours.file),
                       committed_at(collision.ours));
  }
  return fmt::format(
      "of two open branches the one gives way whose migration was committed later, of one time the "
      "one whose name sorts last: {} of {} gives way to {} of {}",
      told(mover_of(collision)),
      is_heads(mover_of(collision)) ? "this branch" : mover_of(collision).ref,
      told(stays_in(collision)),
      is_heads(stays_in(collision)) ? "this branch" : stays_in(collision).ref);
}

std::string fix_words(const Evidence& evidence, const MergeCollision& collision) {
  if (collision.kind == CollisionKind::broken_base) {
    return fmt::format(
        "Mend it on {} in a change of its own; until then every branch is red once it is merged.",
        collision.theirs.ref);
  }
  std::string text = mend_words(evidence, collision);
  if (collision.with_base) {
    text = bring_up_to_date(collision) + " " + text;
    if (collision.kind == CollisionKind::same_parent) {
      text +=
          " If a database has run it already, join the heads with `alembic merge heads` instead.";
    }
    return text + fmt::format(" Then `gate check --base {}` has to find no collision.",
                              collision.theirs.ref);
  }
  if (!is_heads(mover_of(collision))) {
    return fmt::format("{} {} gives way, which is for its author to do: {}",
                       collision.among_rivals ? "This branch is not concerned."
                                              : "There is nothing to do on this branch.",
                       mover_of(collision).ref, text);
  }
  return text;
}

}  // namespace gate
