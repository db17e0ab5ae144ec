// Small texts: versions, names, hosts, percent-encoding, last words.
#include <gmock/gmock.h>

#include "gate/postgres/host.h"
#include "gate/postgres/names.h"
#include "gate/postgres/percent.h"
#include "gate/postgres/server_settings.h"
#include "gate/postgres/server_words.h"
#include "gate/postgres/version.h"

namespace gate {
namespace {

TEST(MajorVersion, IsReadFromWhatProgramsAndServersPrint) {
  EXPECT_EQ(major_version_in("postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)"), 15);
  EXPECT_EQ(major_version_in("15.18"), 15);
  EXPECT_EQ(major_version_in("17beta1"), 17);
  EXPECT_EQ(major_version_in("no version"), 0);
  EXPECT_EQ(major_version_in(""), 0);
}

TEST(PlainName, KeepsWhatIsGoodEverywhere) {
  EXPECT_EQ(plain_name("raptor_2-x"), "raptor_2-x");
  EXPECT_EQ(plain_name("../a b/ü"), "---a-b---");
  EXPECT_EQ(plain_name(""), "tree");
}

TEST(Loopback, IsThisMachineAndNothingElse) {
  for (const char* host : {"127.0.0.1", "127.8.9.1", "::1", "localhost", "/run/postgresql"}) {
    EXPECT_TRUE(is_loopback(host)) << host;
  }
  for (const char* host : {"0.0.0.0", "10.0.0.1", "128.0.0.1", "127.0.0.1.example.com", "::2",
                           "localhost.example.com", "db", "", "127.1"}) {
    EXPECT_FALSE(is_loopback(host)) << host;
  }
}

TEST(Percent, EncodesAllButTheUnreserved) {
  EXPECT_EQ(percent_encoded("a-B_1.~"), "a-B_1.~");
  EXPECT_EQ(percent_encoded("a b/ü\n"), "a%20b%2F%C3%BC%0A");
}

TEST(Percent, ComesBackAsItWent) {
  std::string every;
  for (int byte = 0; byte < 256; ++byte) every += static_cast<char>(byte);
  EXPECT_EQ(percent_decoded(percent_encoded(every)), every);
  EXPECT_EQ(percent_decoded("100%"), "100%");
  EXPECT_EQ(percent_decoded("%zz%4"), "%zz%4");
}

TEST(LastLines, AreTheLastOnes) {
  EXPECT_EQ(last_lines("a\nb\nc\n", 2), "b\nc");
  EXPECT_EQ(last_lines("a\nb", 5), "a\nb");
  EXPECT_EQ(last_lines("\n\n a\n\n", 1), " a");
  EXPECT_EQ(last_lines("", 3), "");
  EXPECT_EQ(last_lines_of("/no/such/file"), "");
}

TEST(Trouble, OfAFullDiskNamesTheFolderAndTheWayOut) {
  const Error error =
      trouble("cannot make a data directory", "tar: x: No space left on device", "/small");
  EXPECT_EQ(error.code, ErrorCode::infrastructure);
  EXPECT_EQ(error.message,
            "no space left in /small: cannot make a data directory:\n"
            "tar: x: No space left on device");
  EXPECT_EQ(error.hint, "Make room, or set TMPDIR to a folder that has some.");
}

TEST(Trouble, HasTheLastWords) {
  EXPECT_EQ(trouble("it ended", "FATAL:  could not\n", "/run").message,
            "it ended:\nFATAL:  could not");
  EXPECT_EQ(trouble("it ended", "", "/run").message, "it ended");
  EXPECT_EQ(trouble("it ended", "FATAL:  could not\n", "/run").hint, "");
}

TEST(ThrowAwaySettings, AreWordsOfACommandLine) {
  const auto words = throw_away_settings();
  ASSERT_EQ(words.size() % 2, 0u);
  for (std::size_t i = 0; i < words.size(); i += 2) {
    EXPECT_EQ(words[i], "-c");
    EXPECT_NE(words[i + 1].find('='), std::string::npos) << words[i + 1];
  }
  EXPECT_THAT(words, testing::Contains("fsync=off"));
}

}  // namespace
}  // namespace gate
