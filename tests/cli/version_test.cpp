// `gate --version`: what it says, that it only looks, and that nothing missing is a failure.
#include <gmock/gmock.h>

#include <filesystem>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::MatchesRegex;

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

// A program in a folder of its own, for a PATH that has nothing else.
void stub(const Sandbox& box, const std::string& name, const std::string& body) {
  box.write("bin/" + name, "#!/bin/sh\n" + body);
  fs::permissions(box.path() / "bin" / name, fs::perms::owner_all);
}

TEST(Version, SaysItsCommitItsLibrariesAndWhatItWouldUse) {
  const Sandbox box;
  box.make_tree();
  box.declare({{"python", "/usr/bin/python3"}, {"postgres", 15}});
  const Outcome told = box.gate_as_is({"--version", "--server", "local"});
  EXPECT_EQ(told.code, 0) << told.err;
  EXPECT_THAT(first_line(told.out),
              MatchesRegex("gate [0-9]+\\.[0-9]+\\.[0-9]+ \\(commit "
                           "(unknown|[0-9a-f]+(-dirty)?, [0-9]+-[0-9]+-[0-9]+)\\)"));
  for (const char* words : {"libpq ", "Boost 1.", "libpg_query ", "\n  PostgreSQL  "}) {
    EXPECT_THAT(told.out, HasSubstr(words));
  }
  EXPECT_THAT(told.out, testing::ContainsRegex(
                            "\n  shop        Python 3[.0-9]+, Alembic 1[.0-9]+, SQLAlchemy "
                            "[.0-9]+ \\(/usr/bin/python3, the declaration's python\\)"));
  EXPECT_EQ(told.err, "");
}

TEST(Version, WhereNothingIsFoundItSaysSoAndPasses) {
  const Sandbox box;
  box.write("bin/none", "");
  const Outcome told =
      box.gate_as_is({"--version", "--server", "container", "--format", "json"},
                     {{"PATH", (box.path() / "bin").string()}, {"VIRTUAL_ENV", ""}});
  EXPECT_EQ(told.code, 0) << told.err;
  const auto json = nlohmann::json::parse(told.out);
  EXPECT_EQ(json["servers"][0]["problem"], "neither docker nor podman is on PATH");
  EXPECT_EQ(json["interpreters"][0]["problem"], "no Python interpreter found");
  EXPECT_THAT(json["note"].get<std::string>(), HasSubstr("found no seeds/"));
}

TEST(Version, OnlyAsksAnEngineAndStartsAndPullsNothing) {
  const Sandbox box;
  const std::string calls = (box.path() / "calls").string();
  stub(box, "docker", "echo \"$1 $2\" >>" + calls + "\n[ \"$1\" = version ]\n");
  stub(box, "python3", "exit 1\n");
  const Outcome told = box.gate_as_is({"--version", "--server", "container"},
                                      {{"PATH", (box.path() / "bin").string()},
                                       {"DOCKER_HOST", "unix:///nowhere"},
                                       {"VIRTUAL_ENV", ""}});
  EXPECT_EQ(told.code, 0) << told.err;
  EXPECT_THAT(told.out,
              HasSubstr("  PostgreSQL  the image postgres:15, which docker would pull\n"));
  EXPECT_THAT(told.out, HasSubstr("no Python that has Alembic; tried " +
                                  (box.path() / "bin/python3").string()));
  EXPECT_EQ(read_file(calls), "image inspect\nversion \n");
}

TEST(Version, TheNamesOfTheTreesAreForOtherPrograms) {
  const Sandbox box;
  box.make_tree();
  box.declare();
  EXPECT_EQ(box.gate_as_is({"list", "--names"}).out, "shop\n");
}

}  // namespace
}  // namespace gate::test
