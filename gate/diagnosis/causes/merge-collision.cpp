// C before it happens: two migrations that are sound apart and collide once both are merged.
#include <fmt/format.h>

#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/collision_words.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/renumbering_words.h"

namespace gate::causes {
namespace {

int line_of(const MergeCollision& collision, const RevisionFile& file) {
  switch (collision.kind) {
    case CollisionKind::same_file:
      return 0;
    case CollisionKind::same_id:
    case CollisionKind::same_number:
      return file.revision_line;
    default:
      return file.down_line;
  }
}

// What a person elsewhere has to mend is told, and is not this branch's fault.
Severity severity_of(const MergeCollision& collision) {
  const bool ours = collision.kind != CollisionKind::broken_base && !collision.among_rivals &&
                    collision.ours_gives_way;
  return ours ? Severity::error : Severity::note;
}

Place place_of(const Evidence& evidence, const MergeCollision& collision, const Contender& side) {
  std::string note = "on " + side.ref;
  if (!side.file.revision.empty()) note += ": " + says(side.file);
  return {relative(evidence, side.file.file), line_of(collision, side.file), std::move(note)};
}

void add_facts(Finding& finding, const Evidence& evidence, const MergeCollision& collision) {
  const Contender& theirs = collision.theirs;
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) finding.facts.emplace_back(name, value);
  };
  add("collides on", subject_of(collision));
  add(collision.kind == CollisionKind::lost_parent ? "lost" : "about",
      collision.kind == CollisionKind::same_file ? relative(evidence, collision.about)
                                                 : collision.about);
  add("common parent", collision.parent);
  if (collision.among_rivals) add("branch", collision.ours.ref);
  add("rival", theirs.ref);
  add("rival revision", theirs.file.revision);
  add("rival file", relative(evidence, theirs.file.file));
  if (theirs.commit) {
    add("rival commit", theirs.commit->id);
    add("rival date", theirs.commit->date);
    add("rival subject", theirs.commit->subject);
  }
  if (collision.kind == CollisionKind::broken_base) return;
  add("gives way", (collision.ours_gives_way ? collision.ours : collision.theirs).ref);
  add("to",
      collision.next_id.empty() && !collision.next_name.empty() ? "a fresh id" : collision.next_id);
  add("new name", collision.next_name);
  add("down_revision", collision.next_parent);
}

std::optional<Finding> claim(const Evidence& evidence, const MergeCollision& collision) {
  const bool broken = collision.kind == CollisionKind::broken_base;
  const Contender& side = broken ? collision.theirs : collision.ours;
  Finding finding = finding_of(evidence, side.file, line_of(collision, side.file));
  finding.severity = severity_of(collision);
  finding.message = message_of(evidence, collision);
  finding.detail = rule_words(collision);
  finding.fix = fix_words(evidence, collision);
  if (!broken) {
    finding.places = {place_of(evidence, collision, collision.theirs)};
  }
  add_facts(finding, evidence, collision);
  return finding;
}

}  // namespace

extern const Cause merge_collision{
    .slug = "merge-collision",
    .mode = "C",
    .title = "A migration collides with one made meanwhile",
    .owner = "feature-dev",
    .verifier = "sre",
    .references = {"PR #1548", "PR #1550", "PR #1778", "PR #1781"},
    .collision = claim,
};

}  // namespace gate::causes
