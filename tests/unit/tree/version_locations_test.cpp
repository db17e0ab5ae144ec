// version_locations as Alembic cuts them.
#include <gmock/gmock.h>

#include "gate/tree/alembic_ini.h"
#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> locations(const std::string& lines,
                                   const std::vector<std::string>& arguments = {}) {
  const test::TemporaryFolder folder;
  const auto ini = folder.write("alembic.ini", "[alembic]\n" + lines);
  std::vector<std::string> paths;
  for (const auto& one : read_version_locations(ini, arguments)) {
    paths.push_back(one.path.string().substr(
        one.path.string().starts_with(folder.path().string()) ? folder.path().string().size() : 0));
  }
  return paths;
}

TEST(VersionLocations, AreCutAsTheIniSays) {
  EXPECT_THAT(locations(""), IsEmpty());
  EXPECT_THAT(locations("version_locations = a, b c\n"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(locations("version_locations = a b:%(here)s/c\nversion_path_separator = os\n"),
              ElementsAre("a b", "/c"));
  EXPECT_THAT(locations("version_locations = a;b,c\nversion_path_separator = ;\n"),
              ElementsAre("a", "b,c"));
  EXPECT_THAT(locations("version_locations =\n  a b\n  c\npath_separator = newline\n"
                        "version_path_separator = space\n"),
              ElementsAre("a b", "c"));
  EXPECT_THAT(locations("[two]\nversion_locations = a\n"), IsEmpty());
  EXPECT_THAT(locations("[two]\nversion_locations = a\n", {"-n", "two"}), ElementsAre("a"));
}

TEST(PathInPackages, IsOfPackagesOnly) {
  EXPECT_EQ(path_in_packages("shop.db:migrations"), "shop/db/migrations");
  EXPECT_EQ(path_in_packages("migrations"), "");
  EXPECT_EQ(path_in_packages("%(package)s:migrations"), "");
}

}  // namespace
}  // namespace gate
