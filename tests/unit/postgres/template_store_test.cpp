#include "gate/postgres/template_store.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "tests/support/need.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/variable.h"

namespace gate {
namespace {

using test::ScopedVariable;
using test::TemporaryFolder;

namespace fs = std::filesystem;
using namespace std::chrono_literals;

class TemplateStoreTest : public testing::Test {
 protected:
  TemplateStore store(const std::string& recipe = "15") const { return {run_, program_, recipe}; }
  static bool write_archive(const fs::path& file) {
    return static_cast<bool>(std::ofstream(file) << "archive");
  }
  void put() const { store().put("pw", write_archive); }
  fs::path cached() const { return folder_.path() / "cache/gate"; }

  TemporaryFolder folder_;
  fs::path run_ = folder_.path();
  fs::path program_ = folder_.write("bin/postgres", "#!/bin/sh\n");
  ScopedVariable cache_{"XDG_CACHE_HOME", folder_.path() / "cache"};
};

TEST_F(TemplateStoreTest, GivesBackWhatWasPut) {
  EXPECT_FALSE(store().find());
  put();
  const auto found = store().find();
  ASSERT_TRUE(found);
  EXPECT_EQ(found->password, "pw");
  EXPECT_TRUE(fs::exists(found->archive));
}

TEST_F(TemplateStoreTest, IsOpenToTheUserAlone) {
  put();
  struct stat facts {};
  ASSERT_EQ(::stat(cached().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0700u);
  ASSERT_EQ(::stat(store().find()->archive.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST_F(TemplateStoreTest, HasAnotherForAnotherRecipe) {
  put();
  EXPECT_FALSE(store("16").find());
}

TEST_F(TemplateStoreTest, HasAnotherForOtherPrograms) {
  put();
  std::ofstream(program_, std::ios::app) << "# updated\n";
  EXPECT_FALSE(store().find());
}

TEST_F(TemplateStoreTest, ReplacesOne) {
  put();
  store().put("other", write_archive);
  EXPECT_EQ(store().find()->password, "other");
}

TEST_F(TemplateStoreTest, LeavesNothingWhenTheArchiveCannotBeWritten) {
  put();
  store().put("other", [](const fs::path&) { return false; });
  EXPECT_EQ(store().find()->password, "pw");
  EXPECT_EQ(std::distance(fs::directory_iterator(cached()), {}), 1);
}

TEST_F(TemplateStoreTest, RemovesThoseOfProgramsThatAreGone) {
  put();
  const auto old = store().find()->archive;
  std::ofstream(program_, std::ios::app) << "# updated\n";
  put();
  EXPECT_FALSE(fs::exists(old));
  EXPECT_TRUE(store().find());
}

TEST_F(TemplateStoreTest, RemovesWhatAnotherLeftUnfinished) {
  put();
  folder_.write("cache/gate/unfinished-1/data.tar", "half");
  put();
  EXPECT_FALSE(fs::exists(cached() / "unfinished-1"));
}

TEST_F(TemplateStoreTest, IsNotUsedWhenOthersMayWriteIt) {
  put();
  const auto archive = store().find()->archive;
  ::chmod(archive.c_str(), 0660);
  EXPECT_FALSE(store().find());
  ::chmod(archive.c_str(), 0600);
  ::chmod(archive.parent_path().c_str(), 0777);
  EXPECT_FALSE(store().find());
}

TEST_F(TemplateStoreTest, IsNotUsedWhenItIsALink) {
  put();
  const auto archive = store().find()->archive;
  fs::rename(archive, folder_.path() / "elsewhere.tar");
  fs::create_symlink(folder_.path() / "elsewhere.tar", archive);
  EXPECT_FALSE(store().find());
}

TEST_F(TemplateStoreTest, IsNotUsedWhenSomebodyElseOwnsIt) {
  GATE_NEED(::geteuid() == 0, "root, to give a file away");
  put();
  ASSERT_EQ(::chown(store().find()->archive.c_str(), 65534, 65534), 0);
  EXPECT_FALSE(store().find());
}

TEST_F(TemplateStoreTest, LivesInTheRunDirectoryWhenTheCacheIsOpenToOthers) {
  put();
  ::chmod(cached().c_str(), 0777);
  EXPECT_EQ(store().folder(), run_ / "template");
}

TEST_F(TemplateStoreTest, LivesInTheRunDirectoryWithoutAHome) {
  const ScopedVariable cache("XDG_CACHE_HOME", std::nullopt);
  const ScopedVariable home("HOME", std::nullopt);
  put();
  EXPECT_EQ(store().folder(), run_ / "template");
  EXPECT_TRUE(store().find());
}

TEST_F(TemplateStoreTest, IsMadeByOneAtATime) {
  const Interrupt interrupt;
  const auto held = store().lock(Deadline(1s), interrupt);
  ASSERT_TRUE(held);
  EXPECT_FALSE(store().lock(Deadline(20ms), interrupt));
}

TEST_F(TemplateStoreTest, WaitsForTheLockUntilItIsFree) {
  const Interrupt interrupt;
  auto held = store().lock(Deadline(1s), interrupt);
  std::jthread later([&held] {
    std::this_thread::sleep_for(30ms);
    held.reset();
  });
  EXPECT_TRUE(store().lock(Deadline(20s), interrupt));
}

TEST_F(TemplateStoreTest, AnInterruptionEndsTheWait) {
  Interrupt interrupt;
  const auto held = store().lock(Deadline(1s), interrupt);
  interrupt.request(SIGINT);
  EXPECT_FALSE(store().lock(Deadline(20s), interrupt));
}

}  // namespace
}  // namespace gate
