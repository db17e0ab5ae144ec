// Each cause has a fixture that ends with it, a mended twin and a golden output; the fixtures are
// run by tests/cli/fixtures_test.cpp.
#include "tests/support/fixture.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "gate/diagnosis/cause.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;

TEST(FixtureFiles, EveryCauseHasOneThatStandsForIt) {
  for (const Cause* cause : all_causes()) {
    const auto fixture = fixture_for(cause->slug);
    ASSERT_TRUE(fixture) << "no fixture ends with " << cause->slug;
    EXPECT_EQ(fixture->name.rfind(cause->slug, 0), 0u) << fixture->name;
    const auto golden =
        fs::path(GATE_SOURCE_DIR) / "tests/golden/findings" / fmt::format("{}.txt", cause->slug);
    EXPECT_TRUE(fs::exists(golden)) << golden;
  }
}

TEST(FixtureFiles, EveryLetterHasSeveral) {
  std::map<std::string, int> of_letter;
  for (const Fixture& fixture : all_fixtures()) {
    const Cause* cause = find_cause(cause_of(fixture));
    ASSERT_NE(cause, nullptr) << fixture.name;
    ++of_letter[std::string(cause->mode)];
  }
  for (const std::string letter : {"A", "B", "C", "D", "E", "F"}) {
    EXPECT_GE(of_letter[letter], 4) << letter;
  }
}

TEST(FixtureFiles, EveryBrokenOneHasItsMendedTwin) {
  std::set<std::string> broken;
  for (const Fixture& fixture : all_fixtures()) broken.insert(fixture.name);
  std::set<std::string> mended;
  for (const auto& entry : fs::directory_iterator(fixtures_folder() / "mended")) {
    mended.insert(entry.path().filename());
  }
  EXPECT_EQ(broken, mended);
}

// Owner, verifier and letter are the runbook's, and the cause's own data have to say the same.
TEST(FixtureFiles, ExpectWhatTheCausesSay) {
  for (const Fixture& fixture : all_fixtures()) {
    for (const auto& finding : fixture.expected.value("findings", nlohmann::json::array())) {
      const Cause* cause = find_cause(finding.at("kind").get<std::string>());
      ASSERT_NE(cause, nullptr) << fixture.name;
      const auto or_empty = [&](const char* key) {
        return finding.at(key).is_null() ? std::string() : finding.at(key).get<std::string>();
      };
      EXPECT_EQ(or_empty("mode"), cause->mode) << fixture.name;
      EXPECT_EQ(or_empty("owner"), cause->owner) << fixture.name;
      EXPECT_EQ(or_empty("verifier"), cause->verifier) << fixture.name;
    }
  }
}

}  // namespace
}  // namespace gate::test
