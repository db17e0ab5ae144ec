// `gate next`: the next free id, in the tree's own way, and the parent to name.
#include "tests/support/branches.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::SizeIs;

using Next = Branches;

TEST_F(Next, CountsOnFromTheTreesOwn) {
  const json found = next();
  EXPECT_EQ(found["name"], "shop");
  EXPECT_EQ(found["next"], "0003");
  EXPECT_EQ(found["parent"], "0002");
  EXPECT_EQ(found["file"], "0003_<slug>.py");
  EXPECT_EQ(sandbox.gate_as_is({"next"}).out,
            "Shop\n  next    0003\n  parent  0002\n  file    0003_<slug>.py\n");
}

TEST_F(Next, WhatTheBaseAndRivalsHaveIsTaken) {
  branch_with("rival", "0004_rival.py", "0004", "0002");
  tree.go_to("main");
  tree.branch("feature");
  tree.go_to("main");
  version("0003_theirs.py", "0003", "0002");
  tree.commit("theirs");
  tree.go_to("feature");
  EXPECT_EQ(next()["next"], "0003");
  json found = next({"--base", "main"});
  EXPECT_EQ(found["next"], "0004");
  EXPECT_EQ(found["parent"], "0003");
  EXPECT_EQ(found["parent_ref"], "main");
  found = next({"--base", "main", "--rival", "r*"});
  EXPECT_EQ(found["next"], "0005");
  EXPECT_EQ(found["parent"], "0003");
  ASSERT_THAT(found["taken"], SizeIs(2));
  EXPECT_EQ(found["taken"][1]["id"], "0004");
  EXPECT_EQ(found["taken"][1]["ref"], "rival");
  EXPECT_EQ(found["taken"][1]["file"], path("0004_rival.py"));
}

// For the one who has to renumber: its own does not count as what is to be followed.
TEST_F(Next, OfAForkWithTheBaseTheBasesHeadIsToBeFollowed) {
  branch_with("feature", "0004_mine.py", "0004", "0002");
  tree.go_to("main");
  version("0003_theirs.py", "0003", "0002");
  tree.commit("theirs");
  tree.go_to("feature");
  const json found = next({"--base", "main"});
  EXPECT_EQ(found["next"], "0005");
  EXPECT_EQ(found["parent"], "0003");
}

TEST_F(Next, OfOneIdTwiceTheBasesIsToBeFollowed) {
  branch_with("feature", "0003_mine.py", "0003", "0002");
  tree.go_to("main");
  version("0003_theirs.py", "0003", "0002");
  tree.commit("theirs");
  tree.go_to("feature");
  const json found = next({"--base", "main"});
  EXPECT_EQ(found["next"], "0004");
  EXPECT_EQ(found["parent"], "0003");
  EXPECT_EQ(found["parent_ref"], "main");
  EXPECT_THAT(found["notes"][0].get<std::string>(), HasSubstr("git rebase main"));
}

TEST_F(Next, OfDatesTheNextOne) {
  tree.remove(path("0001_first.py"));
  tree.remove(path("0002_second.py"));
  version("20260527_a.py", "20260527", "");
  version("20260531_b.py", "20260531", "20260527");
  const json found = next();
  EXPECT_EQ(found["next"], "20260601");
  EXPECT_EQ(found["parent"], "20260531");
  EXPECT_EQ(found["file"], "20260601_<slug>.py");
}

TEST_F(Next, OfWordsBehindANumberTheNumber) {
  version("0001_first.py", "0001_first", "");
  version("0002_second.py", "0002_second", "0001_first");
  const json found = next();
  EXPECT_EQ(found["next"], "0003_<slug>");
  EXPECT_EQ(found["parent"], "0002_second");
  EXPECT_EQ(found["file"], "0003_<slug>.py");
}

TEST_F(Next, OfMadeUpIdsTheParentAlone) {
  version("0001_first.py", "a1b2c3d4e5f6", "");
  version("0002_second.py", "b1b2c3d4e5f6", "a1b2c3d4e5f6");
  json found = next();
  EXPECT_EQ(found["next"], nullptr);
  EXPECT_EQ(found["parent"], "b1b2c3d4e5f6");
  EXPECT_EQ(found["file"], "0003_<slug>.py");
  tree.remove(path("0001_first.py"));
  tree.remove(path("0002_second.py"));
  version("a1b2c3d4e5f6_first.py", "a1b2c3d4e5f6", "");
  found = next();
  EXPECT_EQ(found["next"], nullptr);
  EXPECT_EQ(found["file"], nullptr);
  EXPECT_EQ(found["parent"], "a1b2c3d4e5f6");
  EXPECT_THAT(sandbox.gate_as_is({"next"}).out, HasSubstr("Alembic makes the id up"));
}

TEST_F(Next, EveryTreeOrTheOneNamed) {
  sandbox.write("seeds/other.json",
                R"({"tree": "other", "alembic_ini": "db/alembic.ini", "database": "other_ci"})");
  const auto trees = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"next", "--json", "-"});
    return json::parse(sandbox.gate_as_is(arguments).out)["trees"];
  };
  EXPECT_THAT(trees({}), SizeIs(2));
  ASSERT_THAT(trees({"--tree", "other"}), SizeIs(1));
  EXPECT_EQ(trees({"--tree", "other"})[0]["name"], "other");
}

TEST_F(Next, OfATreeWithSeveralHeadsBothAreNamed) {
  version("0003_a.py", "0003", "0002");
  version("0004_b.py", "0004", "0002");
  const json found = next();
  EXPECT_EQ(found["parent"], nullptr);
  EXPECT_EQ(found["parents"], json({"0003", "0004"}));
  EXPECT_EQ(found["next"], "0005");
}

}  // namespace
}  // namespace gate::test
