// The runbook's step names, for the trees that are declared here.
#include "gate/pipeline/plan.h"

#include <gmock/gmock.h>

#include "tests/unit/source/revisions.h"

namespace gate {
namespace {

using testing::ElementsAre;

Declaration declared(const std::string& name) {
  const std::filesystem::path root = GATE_SOURCE_DIR;
  return read_declaration(root / "seeds" / (name + ".json"), root).value();
}

std::vector<std::string> names(const std::vector<PlannedStep>& steps) {
  std::vector<std::string> all;
  for (const PlannedStep& step : steps) all.push_back(step.name);
  return all;
}

Prerequisite role(const std::string& name, const std::string& after) {
  return {SeedRole{name}, after, "0009", "create " + name};
}

Declaration shop(std::vector<Prerequisite> prerequisites) {
  Declaration tree;
  tree.title = "Shop";
  tree.prerequisites = std::move(prerequisites);
  return tree;
}

TEST(Plan, ConsolesStepsAreTheRunbooks) {
  EXPECT_THAT(names(plan(declared("console"))),
              ElementsAre("Console — alembic upgrade to 0015 (pre-seed)",
                          "Console — seed kris@ admin row (required by 0016)",
                          "Console — alembic upgrade head", "Console — assert single head",
                          "Console — downgrade -1 (reversibility check)",
                          "Console — alembic upgrade head (round trip)"));
}

TEST(Plan, RaptorsStepsAreTheRunbooks) {
  EXPECT_THAT(names(plan(declared("raptor"))),
              ElementsAre("Raptor — create raptor_app role (required by 0002+)",
                          "Raptor — alembic upgrade head", "Raptor — assert single head",
                          "Raptor — downgrade -1 (reversibility check)",
                          "Raptor — alembic upgrade head (round trip)"));
}

Declaration with_baseline(const std::string& revision, std::vector<Prerequisite> prerequisites) {
  Declaration tree = shop(std::move(prerequisites));
  tree.baseline = Baseline{"/srv/shop/db/baseline.sql", "db/baseline.sql", revision};
  return tree;
}

TEST(Plan, ABaselineComesBehindWhatNeedsNoRevision) {
  EXPECT_THAT(
      names(plan(with_baseline("0002", {role("late", "0002"), role("early", "")}))),
      ElementsAre("Shop — create early (required by 0009)", "Shop — apply baseline db/baseline.sql",
                  "Shop — alembic stamp 0002 (baseline)", "Shop — create late (required by 0009)",
                  "Shop — alembic upgrade head", "Shop — assert single head",
                  "Shop — downgrade -1 (reversibility check)",
                  "Shop — alembic upgrade head (round trip)"));
}

TEST(Plan, WhatFollowsARevisionInTheBaselineNeedsNoUpgrade) {
  const RevisionGraph graph(
      {revision("0001"), revision("0002", {"0001"}), revision("0003", {"0002"})});
  const auto steps =
      names(plan(with_baseline("0002", {role("a", "0001"), role("b", "0003")}), &graph));
  EXPECT_EQ(steps[2], "Shop — create a (required by 0009)");
  EXPECT_EQ(steps[3], "Shop — alembic upgrade to 0003 (pre-seed)");
}

TEST(Plan, NothingGoesBelowTheBaseline) {
  const RevisionGraph graph({revision("0001"), revision("0002", {"0001"})});
  EXPECT_THAT(
      names(plan(with_baseline("0002", {}), &graph)),
      ElementsAre("Shop — apply baseline db/baseline.sql", "Shop — alembic stamp 0002 (baseline)",
                  "Shop — alembic upgrade head", "Shop — assert single head"));
  EXPECT_EQ(names(plan(with_baseline("0001", {}), &graph)).back(),
            "Shop — alembic upgrade head (round trip)");
}

TEST(Plan, ABaselineWithoutARevisionIsNotStamped) {
  EXPECT_EQ(names(plan(with_baseline("base", {})))[1], "Shop — alembic upgrade head");
}

TEST(Plan, KindsAndCommands) {
  const auto steps = plan(declared("console"));
  std::vector<StepKind> kinds;
  std::vector<std::string> commands;
  for (const PlannedStep& step : steps) {
    kinds.push_back(step.kind);
    commands.push_back(step.command.name + " " + step.command.revision);
  }
  EXPECT_THAT(kinds,
              ElementsAre(StepKind::upgrade, StepKind::prerequisite, StepKind::upgrade,
                          StepKind::assert_single_head, StepKind::downgrade, StepKind::upgrade));
  EXPECT_THAT(commands, ElementsAre("upgrade 0015", " ", "upgrade head", "heads ", "downgrade -1",
                                    "upgrade head"));
}

TEST(Plan, OnlyTheLastUpgradeIsTheSecond) {
  const auto steps = plan(declared("console"));
  for (const PlannedStep& step : steps) {
    EXPECT_EQ(step.second_upgrade, &step == &steps.back()) << step.name;
  }
}

TEST(Plan, WithoutPrerequisitesOnlyTheFourSteps) {
  EXPECT_THAT(names(plan(shop({}))),
              ElementsAre("Shop — alembic upgrade head", "Shop — assert single head",
                          "Shop — downgrade -1 (reversibility check)",
                          "Shop — alembic upgrade head (round trip)"));
}

TEST(Plan, PrerequisitesAfterOneRevisionShareItsUpgrade) {
  const auto steps = names(plan(shop({role("a", "0002"), role("b", "0002"), role("c", "")})));
  EXPECT_THAT(
      std::vector<std::string>(steps.begin(), steps.begin() + 4),
      ElementsAre("Shop — create c (required by 0009)", "Shop — alembic upgrade to 0002 (pre-seed)",
                  "Shop — create a (required by 0009)", "Shop — create b (required by 0009)"));
}

TEST(Plan, WithTheGraphPrerequisitesFollowTheChain) {
  const RevisionGraph graph(chain(9));
  const auto tree = shop({role("late", "00007"), role("early", "00002"), role("first", "")});
  const auto steps = plan(tree, &graph);
  EXPECT_THAT(names(steps),
              ElementsAre("Shop — create first (required by 0009)",
                          "Shop — alembic upgrade to 00002 (pre-seed)",
                          "Shop — create early (required by 0009)",
                          "Shop — alembic upgrade to 00007 (pre-seed)",
                          "Shop — create late (required by 0009)", "Shop — alembic upgrade head",
                          "Shop — assert single head", "Shop — downgrade -1 (reversibility check)",
                          "Shop — alembic upgrade head (round trip)"));
  EXPECT_EQ(steps[0].prerequisite, 2u);
  EXPECT_EQ(steps[2].prerequisite, 1u);
  EXPECT_EQ(steps[4].prerequisite, 0u);
}

TEST(Plan, AnUnknownRevisionLeavesTheStepsThere) {
  const RevisionGraph graph(chain(2));
  EXPECT_EQ(plan(shop({role("a", "nowhere")}), &graph).size(), 6u);
}

TEST(NotRun, IsSkippedAndShowsWhatItWouldDo) {
  const Declaration tree = declared("console");
  const auto steps = plan(tree);
  const StepEvidence upgrade = not_run(steps[0], tree);
  EXPECT_EQ(upgrade.status, StepStatus::skipped);
  EXPECT_EQ(upgrade.end, StepEnd::not_run);
  EXPECT_EQ(upgrade.name, steps[0].name);
  EXPECT_EQ(upgrade.command, "upgrade 0015");
  EXPECT_THAT(not_run(steps[1], tree).command,
              testing::StartsWith("INSERT INTO \"admins\" (\"id\", \"email\""));
  EXPECT_EQ(not_run(steps[3], tree).command, "heads");
  EXPECT_TRUE(not_run(steps[5], tree).second_upgrade);
}

}  // namespace
}  // namespace gate
