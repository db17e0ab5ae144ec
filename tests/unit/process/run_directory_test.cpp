// The run's folder, its manifest, and which folders a sweep may take. A lock that another process
// holds is the integration tests' business; one held here is as good for these.
#include "gate/process/run_directory.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <optional>

#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class RunDirectoryTest : public testing::Test {
 protected:
  RunDirectoryTest() {
    if (const char* named = std::getenv("TMPDIR")) before_ = named;
    ::setenv("TMPDIR", folder_.path().c_str(), 1);
  }
  ~RunDirectoryTest() override {
    if (before_) {
      ::setenv("TMPDIR", before_->c_str(), 1);
    } else {
      ::unsetenv("TMPDIR");
    }
  }
  // What a run leaves that was killed: its folder, and a lock that nobody holds.
  fs::path dead(const std::string& name) const {
    return folder_.write(name + "/.lock", "").parent_path();
  }

  test::TemporaryFolder folder_;
  std::optional<std::string> before_;
};

TEST_F(RunDirectoryTest, IsMadeBelowTmpdirForOthersToPassThrough) {
  const auto made = RunDirectory::create();
  ASSERT_TRUE(made);
  EXPECT_EQ(made->path(), folder_.path() / ("gate-" + made->id()));
  EXPECT_EQ(made->id().size(), 8u);
  struct stat facts {};
  ASSERT_EQ(::stat(made->path().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 07777u, 0711u);
}

TEST_F(RunDirectoryTest, EachHasANameOfItsOwn) {
  const auto one = RunDirectory::create();
  const auto two = RunDirectory::create();
  EXPECT_NE(one->path(), two->path());
}

TEST_F(RunDirectoryTest, IsGoneWithItsOwner) {
  fs::path path;
  {
    auto made = RunDirectory::create();
    path = made->path();
    std::ofstream(path / "file") << "x";
    const RunDirectory moved = std::move(*made);
    EXPECT_EQ(moved.path(), path);
    EXPECT_TRUE(fs::exists(path));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST_F(RunDirectoryTest, KeptItSurvivesItsOwnerAndEverySweep) {
  fs::path path;
  {
    auto made = RunDirectory::create();
    path = made->path();
    made->keep();
  }
  EXPECT_TRUE(fs::exists(path));
  EXPECT_THAT(dead_run_directories(), Not(Contains(path)));
}

TEST_F(RunDirectoryTest, WithoutAFolderTheErrorNamesItAndTheReason) {
  ::setenv("TMPDIR", "/nowhere/at/all", 1);
  const auto made = RunDirectory::create();
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::infrastructure);
  EXPECT_EQ(made.error().message,
            "cannot make a folder in /nowhere/at/all: No such file or directory");
}

TEST_F(RunDirectoryTest, TheManifestIsReadAsItWasWritten) {
  auto made = RunDirectory::create();
  const Leftover container{"container", "/usr/bin/docker", "gate-8f3kq2ab"};
  const Leftover role{"role", "", "raptor app"};
  ASSERT_TRUE(made->record(container));
  ASSERT_TRUE(made->record(role));
  EXPECT_THAT(read_manifest(made->path()), ElementsAre(container, role));
}

TEST_F(RunDirectoryTest, ALineThatWasNotFinishedNamesNothing) {
  folder_.write("run/.manifest",
                "container\tdocker\tgate-a\n\nno tabs\none\ttab\ncontainer\tdocker\tgate-");
  EXPECT_THAT(read_manifest(folder_.path() / "run"),
              ElementsAre(Leftover{"container", "docker", "gate-a"}));
}

TEST_F(RunDirectoryTest, WithoutAManifestThereIsNothing) {
  EXPECT_THAT(read_manifest(folder_.path()), IsEmpty());
  EXPECT_THAT(read_manifest("/nowhere"), IsEmpty());
}

TEST_F(RunDirectoryTest, WhatCannotBeWrittenIsAnError) {
  auto made = RunDirectory::create();
  fs::create_directory(made->path() / ".manifest");
  const auto recorded = made->record({"role", "", "x"});
  ASSERT_FALSE(recorded);
  EXPECT_EQ(recorded.error().message, "cannot write " + (made->path() / ".manifest").string());
}

TEST_F(RunDirectoryTest, OneWhoseLockNobodyHoldsIsDeadAndALiveOneIsNot) {
  const auto alive = RunDirectory::create();
  const fs::path left = dead("gate-abcdefgh");
  const auto found = dead_run_directories();
  EXPECT_THAT(found, Contains(left));
  EXPECT_THAT(found, Not(Contains(alive->path())));
}

TEST_F(RunDirectoryTest, OneThatIsBeingMadeIsNotDeadYet) {
  const fs::path fresh = folder_.path() / "gate-abcdefgh";
  fs::create_directory(fresh);
  EXPECT_THAT(dead_run_directories(), Not(Contains(fresh)));
  fs::last_write_time(fresh, fs::file_time_type::clock::now() - std::chrono::hours(1));
  EXPECT_THAT(dead_run_directories(), Contains(fresh));
}

TEST_F(RunDirectoryTest, OnlyFoldersOfOursWithOurNameAreTaken) {
  const fs::path real = dead("elsewhere");
  fs::create_directory_symlink(real, folder_.path() / "gate-abcdefgh");
  for (const char* name : {"gate-abc", "gate-abcdefghi", "other-abcdefg", "gateabcdefghi"})
    dead(name);
  for (const fs::path& found : dead_run_directories()) {
    EXPECT_NE(found.parent_path(), folder_.path()) << found;
  }
}

TEST_F(RunDirectoryTest, AFolderIsRemovedWithAllBelowIt) {
  folder_.write("a/b/c", "x");
  EXPECT_TRUE(remove_folder(folder_.path() / "a"));
  EXPECT_FALSE(fs::exists(folder_.path() / "a"));
  EXPECT_TRUE(remove_folder(folder_.path() / "a")) << "gone is gone";
}

}  // namespace
}  // namespace gate
