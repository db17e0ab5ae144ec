// The template that data directories are copied from: used again, and made anew when it is no good.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "gate/postgres/data_directory.h"
#include "gate/postgres/private_file.h"
#include "tests/integration/postgres/cluster_fixture.h"
#include "tests/support/need.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/variable.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

// Starting it again and again, as it would be after something in its cache has gone bad.
class TemplateTest : public test::ClusterTest {
 protected:
  void SetUp() override {
    ClusterTest::SetUp();
    ASSERT_NE(local(), nullptr);
    ASSERT_TRUE(fs::exists(archive()));
  }
  fs::path archive() const {
    for (const auto& entry : fs::recursive_directory_iterator(cache_.path())) {
      if (entry.path().filename() == "data.tar") return entry.path();
    }
    return {};
  }

  test::TemporaryFolder cache_;
  test::ScopedVariable variable_{"XDG_CACHE_HOME", cache_.path()};
};

TEST_F(TemplateTest, ServesAgain) {
  const auto made = fs::last_write_time(archive());
  EXPECT_NE(local(), nullptr);
  EXPECT_EQ(fs::last_write_time(archive()), made);
}

TEST_F(TemplateTest, IsMadeAnewWhenCutShort) {
  fs::resize_file(archive(), 1'000'000);
  EXPECT_NE(local(), nullptr);
  EXPECT_GT(fs::file_size(archive()), 1'000'000u);
}

TEST_F(TemplateTest, IsMadeAnewWhenAServerDoesNotStartFromIt) {
  const std::string empty =
      "tar -cf " + archive().string() + " --files-from /dev/null && tar -tf " + archive().string();
  ASSERT_EQ(std::system(empty.c_str()), 0);
  const auto size = fs::file_size(archive());
  EXPECT_NE(local(), nullptr);
  EXPECT_GT(fs::file_size(archive()), size);
}

TEST_F(TemplateTest, IsMadeAnewWhenItsPasswordIsWrong) {
  ASSERT_TRUE(write_private_file(archive().parent_path() / "password", "wrong\n"));
  EXPECT_NE(local(), nullptr);
  EXPECT_NE(read_line(archive().parent_path() / "password"), "wrong");
}

TEST_F(TemplateTest, IsNotTakenFromAnother) {
  GATE_NEED(::geteuid() == 0, "root, to give a file away");
  ASSERT_EQ(::chown(archive().c_str(), 65534, 65534), 0);
  EXPECT_NE(local(), nullptr);
  struct stat facts {};
  ASSERT_EQ(::stat(archive().c_str(), &facts), 0);
  EXPECT_EQ(facts.st_uid, 0u);
}

}  // namespace
}  // namespace gate
