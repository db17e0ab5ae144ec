// Which Alembic command a step becomes on graphs of every shape, and what it leaves.
#include "gate/pipeline/aim.h"

#include <gmock/gmock.h>

#include "tests/unit/source/revisions.h"

namespace gate {
namespace {

using Ids = std::vector<std::string>;

RevisionFile labelled(RevisionFile file, const std::string& label) {
  file.branch_labels = {label};
  return file;
}

PlannedStep down(const std::string& branch = "") {
  PlannedStep step;
  step.kind = StepKind::downgrade;
  step.command = {"downgrade", "-1"};
  step.branch = branch;
  return step;
}

PlannedStep up(const std::string& to, const std::string& branch = "") {
  PlannedStep step;
  step.command = {"upgrade", to};
  step.branch = branch;
  return step;
}

// "downgrade b: b c", with what another Alembic leaves behind a bar.
std::string said(const PlannedStep& step, const std::vector<RevisionFile>& files, const Ids& rows) {
  const Aim found = aim(step, RevisionGraph(files), rows);
  std::string text = found.command.name + " " + found.command.revision + ":";
  for (const auto& row : found.rows) text += " " + row;
  if (!found.or_rows.empty()) text += " |";
  for (const auto& row : found.or_rows) text += " " + row;
  return text;
}

TEST(Aim, AChainGoesDownByOneAndItsBaseToBase) {
  EXPECT_EQ(said(down(), chain(2), {"00002"}), "downgrade -1: 00001");
  EXPECT_EQ(said(down(), chain(1), {"00001"}), "downgrade base:");
}

TEST(Aim, AMergeGoesDownToTheParentThatTakesNothingElse) {
  const std::vector<RevisionFile> fork{revision("a"), revision("b", {"a"}), revision("c", {"a"}),
                                       revision("d", {"b", "c"})};
  EXPECT_EQ(said(down(), fork, {"d"}), "downgrade b: b c");
  // Of a and its own child b, a would take b as well.
  EXPECT_EQ(said(down(), {revision("a"), revision("b", {"a"}), revision("d", {"a", "b"})}, {"d"}),
            "downgrade b: b");
}

TEST(Aim, AboveADependencyTheParentIsNamed) {
  EXPECT_EQ(
      said(down(),
           {revision("a"), revision("x"), revision("b", {"a", "x"}), revision("c", {"b"}, {"x"})},
           {"c"}),
      "downgrade b: b");
}

const std::vector<RevisionFile> trunk{revision("t"), labelled(revision("l", {"t"}), "left"),
                                      labelled(revision("r", {"t"}), "right")};

TEST(Aim, ADeclaredHeadIsGoneUpToByItsLabel) {
  EXPECT_EQ(said(up("left@head", "left"), trunk, {}), "upgrade left@head: l");
  EXPECT_EQ(said(up("right@head", "right"), trunk, {"l"}), "upgrade right@head: l r");
  EXPECT_EQ(said(up("t", "left"), trunk, {}), "upgrade t: t");
}

TEST(Aim, ADeclaredHeadLeavesItsSiblingsUp) {
  EXPECT_EQ(said(down("left"), trunk, {"l"}), "downgrade t: t");
  // Alembic before 1.6 takes both.
  EXPECT_EQ(said(down("right"), trunk, {"l", "r"}), "downgrade r@t: l | t");
}

TEST(Aim, ADeclaredHeadThatIsABaseGoesDownAlone) {
  const std::vector<RevisionFile> bases{labelled(revision("l"), "left"),
                                        labelled(revision("r"), "right")};
  EXPECT_EQ(said(down("left"), bases, {"l"}), "downgrade base:");
  EXPECT_EQ(said(down("right"), bases, {"l", "r"}), "downgrade right@base: l");
}

}  // namespace
}  // namespace gate
