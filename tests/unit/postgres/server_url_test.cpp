#include "gate/postgres/server_url.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "gate/postgres/private_file.h"
#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

using test::TemporaryFolder;

using testing::HasSubstr;
using testing::Not;

const ConnectionFacts plain{"127.0.0.1", 5433, "postgres", "s3cret", "console_ci"};

TEST(UrlWithoutPassword, HasEverythingElse) {
  EXPECT_EQ(url_without_password(plain), "postgresql://postgres@127.0.0.1:5433/console_ci");
}

TEST(UrlWithoutPassword, EncodesWhatNeedsIt) {
  EXPECT_EQ(url_without_password({"::1", 1, "a@b", "", "c d"}), "postgresql://a%40b@[::1]:1/c%20d");
  EXPECT_EQ(url_without_password({"/run/x", 1, "a", "", "d"}), "postgresql://a@%2Frun%2Fx:1/d");
}

TEST(PassfileLine, EscapesColonsAndBackslashes) {
  EXPECT_EQ(passfile_line(plain), "127.0.0.1:5433:*:postgres:s3cret");
  EXPECT_EQ(passfile_line({"::1", 1, "a\\b", "c:d", ""}), "\\:\\:1:1:*:a\\\\b:c\\:d");
}

TEST(KeptServer, WritesThePasswordWhereOnlyTheUserCanReadIt) {
  const TemporaryFolder folder;
  const auto kept = kept_server(plain, folder.path(), "remove it");
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->remove_command, "remove it");
  EXPECT_THAT(kept->url, Not(HasSubstr("s3cret")));
  EXPECT_EQ(read_line(kept->passfile), passfile_line(plain));
  struct stat facts {};
  ASSERT_EQ(::stat(kept->passfile.c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600u);
}

TEST(KeptServer, SaysWhenItCannot) {
  const auto kept = kept_server(plain, "/no/such/folder", "");
  ASSERT_FALSE(kept);
  EXPECT_EQ(kept.error().message, "cannot write /no/such/folder/pgpass-5433");
}

}  // namespace
}  // namespace gate
