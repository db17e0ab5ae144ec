// Whether a change touches a tree: changed paths and a tree's places, as values.
#include "gate/pipeline/touched_tree.h"

#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = ChangedPath::Kind;

TreeInGit console() {
  TreeInGit tree;
  tree.tree = "console";
  tree.title = "Console";
  tree.places = {{"seeds/console.json", "its declaration"},
                 {"seeds/tree.schema.json", "the schema of declarations"},
                 {"app/console/alembic.ini", "its alembic.ini"},
                 {"app/console/migrations", "its migrations"}};
  tree.base = "app";
  return tree;
}

PlannedTree judged(const TreeInGit& tree, const std::vector<ChangedPath>& paths) {
  return judge(tree, {"main", "1234", paths}, {});
}

bool touched_by(const TreeInGit& tree, const std::string& path, Kind kind = Kind::modified,
                const std::string& old_path = {}) {
  return judged(tree, {{kind, path, old_path}}).touched;
}

TEST(TouchedTree, ByEachOfItsPlaces) {
  for (const char* path :
       {"seeds/console.json", "seeds/tree.schema.json", "app/console/alembic.ini",
        "app/console/migrations/env.py", "app/console/migrations/versions/0001.py",
        "app/console/migrations/odd \n \xc3\xbc.py", "app/console/migrations"}) {
    EXPECT_TRUE(touched_by(console(), path)) << path;
    EXPECT_TRUE(touched_by(console(), path, Kind::deleted)) << path;
    EXPECT_TRUE(touched_by(console(), path, Kind::added)) << path;
  }
}

TEST(TouchedTree, ByNothingThatOnlyBeginsOrEndsLikeIt) {
  for (const char* path : {"README.md", "seeds/console.json.orig", "seeds/raptor.json",
                           "app/console/migrations_old/a.py", "app/console/alembic.ini.example",
                           "console/migrations/env.py", "app/console/models.py",
                           "other/app/console/migrations/env.py"}) {
    EXPECT_FALSE(touched_by(console(), path)) << path;
  }
}

TEST(TouchedTree, ARenameCountsAtBothEnds) {
  const std::string inside = "app/console/migrations/versions/0001.py";
  EXPECT_TRUE(touched_by(console(), inside, Kind::renamed, "attic/0001.py"));
  EXPECT_TRUE(touched_by(console(), "attic/0001.py", Kind::renamed, inside));
  EXPECT_FALSE(touched_by(console(), "attic/0001.py", Kind::renamed, "attic/0000.py"));
}

// Git lists these by one path, whatever lies below it.
TEST(TouchedTree, ASubmoduleOrALinkThatItLiesInTouchesIt) {
  EXPECT_TRUE(touched_by(console(), "app"));
  EXPECT_TRUE(touched_by(console(), "app/console"));
  EXPECT_FALSE(touched_by(console(), "ap"));
  EXPECT_THAT(judged(console(), {{Kind::modified, "app", {}}}).because, HasSubstr("lies in"));
}

TEST(TouchedTree, TheTreeWhoseFolderHoldsAnothersIsTouchedWithIt) {
  TreeInGit inner = console();
  inner.places = {{"app/console/migrations/tenants", "its migrations"}};
  const std::string of_both = "app/console/migrations/tenants/versions/0001.py";
  EXPECT_TRUE(touched_by(console(), of_both));
  EXPECT_TRUE(touched_by(inner, of_both));
  EXPECT_FALSE(touched_by(inner, "app/console/migrations/versions/0001.py"));
}

TEST(TouchedTree, PatternsAreRelativeToTheDeclaredRepository) {
  TreeInGit tree = console();
  tree.watch = {"./models/**/*.py", "../shared/"};
  EXPECT_TRUE(touched_by(tree, "app/models/a/b.py"));
  EXPECT_TRUE(touched_by(tree, "shared/types.sql"));
  EXPECT_FALSE(touched_by(tree, "models/a/b.py"));
  EXPECT_FALSE(touched_by(tree, "app/models/a/b.txt"));
  tree.base = "";
  tree.watch = {"models/**"};
  EXPECT_TRUE(touched_by(tree, "models/a/b.py"));
}

// Never an empty plan for want of knowledge.
TEST(TouchedTree, WithUnknownFilesEveryChangeCountsUnlessItDeclaresWhatToWatch) {
  TreeInGit tree = console();
  tree.unknown = "where its migrations are (only Python can tell of \"a:b\")";
  EXPECT_TRUE(touched_by(tree, "README.md"));
  EXPECT_THAT(judged(tree, {{Kind::modified, "README.md", {}}}).because,
              HasSubstr("only Python can tell"));
  EXPECT_FALSE(judged(tree, {}).touched);
  EXPECT_EQ(judged(tree, {}).places, std::nullopt);
  EXPECT_EQ(judged(console(), {}).places->size(), 4u);
  tree.watch = {"db/**"};
  EXPECT_FALSE(touched_by(tree, "README.md"));
  EXPECT_TRUE(touched_by(tree, "app/db/a.py"));
  EXPECT_TRUE(touched_by(tree, "seeds/console.json"));
}

TEST(TouchedTree, SaysWhyAndWhatIsNotCommitted) {
  const Changes changes{"main",
                        "1234",
                        {{Kind::modified, "seeds/console.json", {}},
                         {Kind::added, "app/console/migrations/versions/0002.py", {}},
                         {Kind::added, "app/console/migrations/versions/0003.py", {}},
                         {Kind::added, "README.md", {}}}};
  const auto plan = judge(console(), changes, {"app/console/migrations/versions/0003.py"});
  EXPECT_EQ(plan.because,
            "changed: its declaration (seeds/console.json), its migrations "
            "(app/console/migrations)");
  ASSERT_EQ(plan.paths.size(), 3u);
  EXPECT_EQ(plan.paths[1].change, "added");
  EXPECT_TRUE(plan.paths[1].committed);
  EXPECT_FALSE(plan.paths[2].committed);
  EXPECT_EQ(judged(console(), {{Kind::added, "a", {}}, {Kind::added, "b", {}}}).because,
            "none of the 2 changed paths is its own");
  EXPECT_EQ(judged(console(), {}).because, "nothing changed");
  EXPECT_THAT(judged(console(), {}).paths, IsEmpty());
}

}  // namespace
}  // namespace gate
