#include "gate/core/path_pattern.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

TEST(PathPattern, AStarStaysWithinAFolder) {
  EXPECT_TRUE(matches_path("db/0001.py", "db/*.py"));
  EXPECT_FALSE(matches_path("db/old/0001.py", "db/*.py"));
  EXPECT_TRUE(matches_path("db/a1.py", "db/a?.py"));
  EXPECT_FALSE(matches_path("db/a/.py", "db/a?.py"));
}

TEST(PathPattern, TwoStarsGoAcrossFolders) {
  EXPECT_TRUE(matches_path("console/migrations/versions/0001.py", "console/migrations/**"));
  EXPECT_FALSE(matches_path("console/other/0001.py", "console/migrations/**"));
  EXPECT_TRUE(matches_path("a/b/c/x.sql", "**.sql"));
  EXPECT_TRUE(matches_path("a/x.sql", "a/**/x.sql"));
  EXPECT_TRUE(matches_path("a/b/c/x.sql", "a/**/x.sql"));
  EXPECT_FALSE(matches_path("a/bx.sql", "a/**/x.sql"));
}

TEST(PathPattern, AFolderIsAllThatIsBelowIt) {
  EXPECT_TRUE(matches_path("db/versions/0001.py", "db"));
  EXPECT_TRUE(matches_path("db/versions/0001.py", "db/"));
  EXPECT_FALSE(matches_path("dbx/versions/0001.py", "db"));
  EXPECT_FALSE(matches_path("db/versions/0001.py", ""));
}

TEST(PathPattern, NoPatternIsSlow) {
  const std::string path(2000, 'a');
  std::string pattern;
  for (int count = 0; count < 200; ++count) pattern += "*a";
  EXPECT_FALSE(matches_path(path, pattern + "b"));
}

}  // namespace
}  // namespace gate
