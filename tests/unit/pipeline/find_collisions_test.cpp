// Which faults of a merged graph are a collision, and of which two files.
#include "gate/pipeline/find_collisions.h"

#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

using Files = std::vector<RevisionFile>;

RevisionFile file(const std::string& name, const std::string& id,
                  const std::vector<std::string>& down) {
  RevisionFile one;
  one.file = "/tree/versions/" + name + ".py";
  one.revision = id;
  one.down_revisions = down;
  return one;
}

Files operator+(Files left, const Files& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

const Files trunk{file("0001_a", "0001", {}), file("0002_b", "0002", {"0001"})};

std::vector<MergeCollision> find(const Files& ours, const Files& theirs, const Files& merged,
                                 const std::vector<std::string>& conflicts = {},
                                 const std::vector<std::string>& declared = {}) {
  const Numbering numbering(trunk, merged);
  return find_collisions({ours, theirs, merged, conflicts, declared, numbering});
}

std::vector<MergeCollision> find_of(const Files& ours, const Files& theirs) {
  return find(trunk + ours, trunk + theirs, trunk + ours + theirs);
}

TEST(FindCollisions, NoneWhereOneFollowsTheOther) {
  EXPECT_THAT(find_of({file("0004_d", "0004", {"0003"})}, {file("0003_c", "0003", {"0002"})}),
              SizeIs(0));
}

TEST(FindCollisions, OneIdIsOneCollisionThoughTheNumberAndTheParentAreTheSame) {
  const auto found =
      find_of({file("0003_c", "0003", {"0002"})}, {file("0003_d", "0003", {"0002"})});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, CollisionKind::same_id);
  EXPECT_EQ(found[0].about, "0003");
  EXPECT_EQ(found[0].parent, "0002");
  EXPECT_EQ(found[0].ours.file.file, "/tree/versions/0003_c.py");
  EXPECT_EQ(found[0].theirs.file.file, "/tree/versions/0003_d.py");
}

TEST(FindCollisions, TheVerySameFileIsNone) {
  const Files both{file("0003_c", "0003", {"0002"})};
  EXPECT_THAT(find(trunk + both, trunk + both, trunk + both), IsEmpty());
}

TEST(FindCollisions, EachOfTwoThatCollideIsTold) {
  const auto found = find_of({file("0003_c", "0003", {"0002"}), file("0004_d", "0004", {"0003"})},
                             {file("0003_x", "0003", {"0002"}), file("0004_y", "0004", {"0003"})});
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[1].about, "0004");
}

TEST(FindCollisions, ABranchOfSeveralCollidesWhereItForks) {
  const auto found = find_of({file("0005_c", "0005", {"0002"}), file("0006_d", "0006", {"0005"})},
                             {file("0003_x", "0003", {"0002"}), file("0004_y", "0004", {"0003"})});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, CollisionKind::same_parent);
  EXPECT_EQ(found[0].ours.file.revision, "0005");
  EXPECT_EQ(found[0].theirs.file.revision, "0003");
}

TEST(FindCollisions, AFaultOfOneSideAloneIsNone) {
  const Files fork{file("0003_x", "0003", {"0002"}), file("0004_y", "0004", {"0002"})};
  EXPECT_THAT(find_of({}, fork), IsEmpty());
  EXPECT_THAT(find_of(fork, {}), IsEmpty());
  RevisionFile unreadable = file("0003_z", "", {});
  unreadable.problem = "syntax-error";
  EXPECT_THAT(find_of({unreadable}, {}), IsEmpty());
  EXPECT_THAT(find_of({}, {unreadable}), IsEmpty());
  EXPECT_THAT(find_of({file("0003_y", "0003", {"0004"}), file("0004_z", "0004", {"0003"})}, {}),
              IsEmpty());
  // On top of one of two heads that the base has there is no third.
  const auto on_top = find(trunk + fork + Files{file("0005_z", "0005", {"0004"})}, trunk + fork,
                           trunk + fork + Files{file("0005_z", "0005", {"0004"})});
  EXPECT_THAT(on_top, IsEmpty());
}

TEST(FindCollisions, HeadsByDesignAreNone) {
  auto ours = file("0003_x", "x1", {});
  ours.branch_labels = {"billing"};
  auto theirs = file("0003_y", "y1", {});
  theirs.branch_labels = {"catalog"};
  EXPECT_THAT(find({ours}, {theirs}, {ours, theirs}, {}, {"billing", "catalog"}), IsEmpty());
}

TEST(FindCollisions, TwoMergesOfTheSameHeadsFollowTheSame) {
  const Files heads{file("a", "aa", {"0002"}), file("b", "bb", {"0002"})};
  const Files ours = trunk + heads + Files{file("c", "cc", {"aa", "bb"})};
  const Files theirs = trunk + heads + Files{file("d", "dd", {"aa", "bb"})};
  const auto found = find(ours, theirs, ours + Files{file("d", "dd", {"aa", "bb"})});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, CollisionKind::same_parent);
  EXPECT_EQ(found[0].ours.file.revision, "cc");
}

TEST(FindCollisions, AParentThatTheOtherSideTookAway) {
  const Files ours = trunk + Files{file("0003_c", "0003", {"0002"})};
  const Files theirs{trunk[0]};
  auto found = find(ours, theirs, {trunk[0], ours[2]});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, CollisionKind::lost_parent);
  EXPECT_EQ(found[0].ours.file.revision, "0003");
  EXPECT_EQ(found[0].theirs.file.revision, "0002");
  found = find(theirs, ours, {trunk[0], ours[2]});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].ours.file.revision, "0002");
  EXPECT_EQ(found[0].theirs.file.revision, "0003");
}

TEST(FindCollisions, ACircleThatNeitherSideHas) {
  const Files before = trunk + Files{file("0003_c", "0003", {"0001"})};
  Files ours = before;
  ours[1].down_revisions = {"0003"};
  Files theirs = before;
  theirs[2].down_revisions = {"0002"};
  Files merged = before;
  merged[1] = ours[1];
  merged[2] = theirs[2];
  const auto found = find(ours, theirs, merged);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, CollisionKind::cycle);
  EXPECT_EQ(found[0].ours.file.revision, "0002");
  EXPECT_EQ(found[0].theirs.file.revision, "0003");
}

// What follows a file in conflict is not told to have lost its parent.
TEST(FindCollisions, AFileInConflictIsToldAndNotWhatFollowsIt) {
  const Files ours = trunk + Files{file("0003_c", "0003_ours", {"0002"})};
  const Files theirs = trunk + Files{file("0003_c", "0003_theirs", {"0002"}),
                                     file("0004_d", "0004", {"0003_theirs"})};
  const auto found = find(ours, theirs, ours + Files{theirs[3]}, {"/tree/versions/0003_c.py"});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].kind, CollisionKind::same_file);
  EXPECT_EQ(found[0].ours.file.revision, "0003_ours");
  EXPECT_EQ(found[0].theirs.file.revision, "0003_theirs");
}

TEST(FindCollisions, TwoOfOneNumberThatDoNotShareAParent) {
  const Files ours{file("0003_c", "aa12cd34ef56", {"0002"}),
                   file("0004_d", "ab12cd34ef56", {"aa12cd34ef56"})};
  const Files theirs{file("0004_x", "ba12cd34ef56", {"0002"})};
  const Files tree{file("0001_a", "0a12cd34ef56", {}), file("0002_b", "0002", {"0a12cd34ef56"})};
  const Files merged = tree + ours + theirs;
  const Numbering numbering(tree, merged);
  const auto found = find_collisions({tree + ours, tree + theirs, merged, {}, {}, numbering});
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].kind, CollisionKind::same_parent);
  EXPECT_EQ(found[1].kind, CollisionKind::same_number);
  EXPECT_EQ(found[1].about, "0004");
}

}  // namespace
}  // namespace gate
