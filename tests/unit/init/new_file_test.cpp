#include "gate/init/new_file.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>

#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

class NewFileTest : public testing::Test {
 protected:
  std::string text() const {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  auto files() const { return std::distance(fs::directory_iterator(folder.path()), {}); }

  test::TemporaryFolder folder;
  const fs::path file = folder.path() / "shop.json";
};

TEST_F(NewFileTest, IsWritten) {
  const auto written = write_new_file(file, "{}\n");
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_TRUE(*written);
  EXPECT_EQ(text(), "{}\n");
  EXPECT_EQ(files(), 1);
}

TEST_F(NewFileTest, NothingIsWrittenOver) {
  folder.write("shop.json", "mine");
  const auto written = write_new_file(file, "{}\n");
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_FALSE(*written);
  EXPECT_EQ(text(), "mine");
  EXPECT_EQ(files(), 1);
}

TEST_F(NewFileTest, NotEvenALinkThatLeadsNowhere) {
  fs::create_symlink(folder.path() / "gone", file);
  const auto written = write_new_file(file, "{}\n");
  ASSERT_TRUE(written) << written.error().message;
  EXPECT_FALSE(*written);
  EXPECT_FALSE(fs::exists(folder.path() / "gone"));
}

TEST_F(NewFileTest, AFolderThatIsNotThere) {
  const auto written = write_new_file(folder.path() / "none/shop.json", "{}\n");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().code, ErrorCode::infrastructure);
  EXPECT_THAT(written.error().message, testing::HasSubstr("No such file or directory"));
}

}  // namespace
}  // namespace gate
