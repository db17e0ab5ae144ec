// What `gate plan` prints.
#include <gmock/gmock.h>

#include "gate/report/render.h"

namespace gate {
namespace {

ChangePlan sample() {
  ChangePlan plan{"origin/main", "0123456789abcdef0123", 7, 1, {}};
  plan.trees.push_back(
      {"console",
       "Cons\u00f6le \"one\"",
       true,
       {{"db/new.py", "db/old.py", "renamed", true}, {"db/od\x1b[31md\n.py", "", "added", false}},
       "changed: its migrations (db)"});
  plan.trees.push_back({"raptor", "Raptor", false, {}, "none of the 7 changed paths is its own"});
  return plan;
}

TEST(PlanText, NamesEachTreeWithWhatTouchesItAndIsSafeForATerminal) {
  EXPECT_EQ(render_plan_text(sample()),
            "7 paths changed since origin/main (merge base 0123456789ab), 1 not committed\n"
            "console (Cons\u00f6le \"one\"): touched\n"
            "    changed: its migrations (db)\n"
            "    renamed   db/new.py (was db/old.py)\n"
            "    added     db/odd .py (not committed)\n"
            "raptor (Raptor): not touched\n"
            "    none of the 7 changed paths is its own\n");
  auto many = sample();
  many.trees[0].paths.resize(8, many.trees[0].paths[0]);
  EXPECT_THAT(render_plan_text(many), testing::HasSubstr("    and 3 more\n"));
}

TEST(PlanMatrix, IsOneLineWithTheTouchedTrees) {
  EXPECT_EQ(render_plan_matrix(sample()),
            "{\"include\":[{\"tree\":\"console\",\"title\":\"Cons\u00f6le \\\"one\\\"\"}]}\n");
  auto none = sample();
  none.trees[0].touched = false;
  EXPECT_EQ(render_plan_matrix(none), "{\"include\":[]}\n");
}

TEST(PlanJson, HasARenamedFileUnderBothItsNames) {
  const auto text = render_plan_json(sample());
  EXPECT_THAT(text, testing::HasSubstr("\"schema_version\": 1"));
  EXPECT_THAT(text, testing::HasSubstr("\"db/old.py\",\n        \"db/new.py\""));
  EXPECT_THAT(text, testing::HasSubstr("\"merge_base\": \"0123456789abcdef0123\""));
}

}  // namespace
}  // namespace gate
