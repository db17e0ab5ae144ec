// gate/commit.cmake: which commit a build says it is of.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>

#include "tests/support/git_tree.h"
#include "tests/support/sandbox.h"
#include "tests/support/temporary_folder.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path source = GATE_SOURCE_DIR;

void copy_sources(const fs::path& to) {
  fs::create_directories(to / "gate");
  for (const char* file : {"gate/commit.txt", ".gitattributes"}) {
    fs::copy_file(source / file, to / file);
  }
}

// What the script makes of the sources there.
std::string commit_of(const fs::path& sources, const fs::path& output) {
  const std::string command = "cmake -DGIT=git -DSOURCE=" + sources.string() +
                              " -DOUTPUT=" + output.string() + " -P " +
                              (source / "gate/commit.cmake").string();
  EXPECT_EQ(std::system(command.c_str()), 0) << command;
  return read_file(output);
}

TEST(Commit, IsGitsWithAMarkWhereFilesHaveChanged) {
  const TemporaryFolder folder;
  GitTree tree(folder.path() / "gate");
  copy_sources(tree.path());
  const std::string id = tree.commit("first").substr(0, 7);
  const fs::path output = folder.path() / "commit.cpp";
  EXPECT_THAT(commit_of(tree.path(), output), HasSubstr("{\"" + id + "\", \"20"));
  const auto written = fs::last_write_time(output);
  commit_of(tree.path(), output);
  EXPECT_EQ(fs::last_write_time(output), written) << "what has not changed is compiled again";
  EXPECT_THAT(read_file(output.string() + ".d"), HasSubstr(".git/logs/HEAD"));
  tree.write("gate/commit.txt", "$Format:%h %cs$\nchanged\n");
  EXPECT_THAT(commit_of(tree.path(), output), HasSubstr("{\"" + id + "-dirty\""));
}

TEST(Commit, IsTheArchivesWhereGitMadeOne) {
  const TemporaryFolder folder;
  GitTree tree(folder.path() / "gate");
  copy_sources(tree.path());
  const std::string id = tree.commit("first").substr(0, 7);
  tree.git({"archive", "--format=tar", "--output=../archive.tar", "--prefix=unpacked/", "HEAD"});
  const std::string unpack =
      "tar -C " + folder.path().string() + " -xf " + (folder.path() / "archive.tar").string();
  ASSERT_EQ(std::system(unpack.c_str()), 0);
  const fs::path output = folder.path() / "commit.cpp";
  EXPECT_THAT(commit_of(folder.path() / "unpacked", output), HasSubstr("{\"" + id));
}

TEST(Commit, IsUnknownWithoutARepositoryAndInsideAForeignOne) {
  const TemporaryFolder folder;
  copy_sources(folder.path() / "alone");
  const fs::path output = folder.path() / "commit.cpp";
  EXPECT_THAT(commit_of(folder.path() / "alone", output), HasSubstr("{\"unknown\", \"\"}"));
  GitTree foreign(folder.path() / "foreign");
  copy_sources(foreign.path() / "vendor/gate");
  foreign.commit("vendored");
  EXPECT_THAT(commit_of(foreign.path() / "vendor/gate", output), HasSubstr("{\"unknown\""));
}

}  // namespace
}  // namespace gate::test
