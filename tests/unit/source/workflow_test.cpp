#include "gate/source/workflow.h"

#include <gmock/gmock.h>

#include "gate/source/workflow_commands.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> weaknesses(const std::string& text) {
  std::vector<std::string> all;
  for (const auto& weakness : read_workflow(text).weaknesses) {
    all.push_back(std::to_string(weakness.line) + ": " + weakness.what);
  }
  return all;
}

TEST(Workflow, TheJobThatRunsTheGateIsFoundByItsNameOrItsSteps) {
  EXPECT_THAT(read_workflow("on: push\njobs:\n  lint:\n    steps:\n      - run: make lint\n"
                            "  migration-gate:\n    steps:\n      - run: make gate\n"
                            "  database:\n    steps:\n      - uses: actions/checkout@v4\n"
                            "      - run: |\n          cd backend\n"
                            "          CI=true ./build/gate --tree raptor\n")
                  .gate_jobs,
              ElementsAre("migration-gate", "database"));
  EXPECT_THAT(read_workflow("jobs:\n  x:\n    name: migration-gate\n").gate_jobs, ElementsAre("x"));
  EXPECT_THAT(read_workflow("jobs:\n  x:\n    steps:\n      - run: echo gate\n").gate_jobs,
              IsEmpty());
}

TEST(Workflow, WhatSwitchesItOffIsAWeakness) {
  EXPECT_THAT(weaknesses("jobs:\n  migration-gate:\n    continue-on-error: true\n"
                         "    if: ${{ false }}\n    steps:\n      - name: Gate\n"
                         "        continue-on-error: true\n        run: gate run\n"),
              ElementsAre("3: job migration-gate has continue-on-error: true",
                          "4: job migration-gate has if: false",
                          "7: step \"Gate\" of job migration-gate has continue-on-error: true"));
}

TEST(Workflow, OtherJobsAndStepsMayFail) {
  EXPECT_THAT(weaknesses("jobs:\n  lint:\n    continue-on-error: true\n"
                         "  migration-gate:\n    if: github.actor != 'x'\n    steps:\n"
                         "      - run: gate run\n      - continue-on-error: true\n"
                         "        run: cat log || true\n"),
              IsEmpty());
}

TEST(Workflow, AScriptThatCannotFailIsAWeakness) {
  EXPECT_THAT(weaknesses("jobs:\n  migration-gate:\n    steps:\n      - run: ./gate run || true\n"),
              ElementsAre("4: a step of job migration-gate is made to pass by `|| true`"));
  EXPECT_EQ(made_to_pass("alembic upgrade head || exit 0"), "`|| exit 0`");
  EXPECT_EQ(made_to_pass("gate run; exit 0"), "`; exit 0`");
  EXPECT_EQ(made_to_pass("set +e\ngate run\necho done"), "`set +e`");
  EXPECT_EQ(made_to_pass("gate run \\\n  --tree x || echo ignored"), "`|| echo ignored`");
  EXPECT_EQ(made_to_pass("gate run"), "");
  EXPECT_EQ(made_to_pass("rm -f log || true\ngate run"), "");
  EXPECT_EQ(made_to_pass("gate run || exit 1"), "");
  EXPECT_EQ(made_to_pass("set +e\ngate run\ncode=$?\ncat log\nexit $code"), "");
  EXPECT_EQ(made_to_pass("set +e\nrm x\nset -e\ngate run\necho done"), "");
  EXPECT_EQ(made_to_pass("gate run # || true"), "");
  EXPECT_EQ(made_to_pass("gate run --note 'a || true'"), "");
}

TEST(Workflow, FiltersOfEveryEvent) {
  const auto facts = read_workflow(
      "on:\n  pull_request:\n    paths-ignore: ['db/**']\n  push:\n    branches-ignore:\n      - "
      "main\n"
      "jobs:\n  migration-gate:\n    steps: []\n");
  ASSERT_EQ(facts.ignored.size(), 2u);
  EXPECT_EQ(facts.ignored[0].pattern, "db/**");
  EXPECT_EQ(facts.ignored[0].line, 3);
  EXPECT_FALSE(facts.ignored[1].of_paths);
}

TEST(Workflow, WhatIsNoneIsEmpty) {
  for (const char* text :
       {"", "a: [", "- 1\n- 2\n", "jobs: 3\n", "jobs:\n  a: 1\n  ? [x]\n  : 2\n",
        "jobs:\n  migration-gate:\n    steps: {a: b}\n", "\x01\x02", "on: {a: 1}\n"}) {
    EXPECT_THAT(read_workflow(text).weaknesses, IsEmpty()) << text;
  }
  EXPECT_THAT(read_workflow(std::string(100000, '[')).gate_jobs, IsEmpty());
}

}  // namespace
}  // namespace gate
