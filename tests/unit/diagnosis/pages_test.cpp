// Each cause has a page, complete, and it says the same as the cause's data.
#include "gate/diagnosis/page.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <regex>
#include <set>
#include <sstream>

#include "gate/diagnosis/cause.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const fs::path folder = fs::path(GATE_SOURCE_DIR) / "gate/diagnosis/causes";

std::vector<std::string> lines_of(std::string_view text) {
  std::istringstream stream{std::string(text)};
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> headings(std::string_view text) {
  std::vector<std::string> found;
  for (const auto& line : lines_of(text)) {
    if (line.starts_with("## ")) found.push_back(line.substr(3));
  }
  return found;
}

std::string section(std::string_view text, const std::string& heading) {
  std::string body;
  bool inside = false;
  for (const auto& line : lines_of(text)) {
    if (line.starts_with("## ")) inside = line.substr(3) == heading;
    if (inside) body += line + "\n";
  }
  return body;
}

class Page : public testing::TestWithParam<const Cause*> {};

TEST_P(Page, HasATitleWithLetterSlugAndWhatItIs) {
  const Cause& cause = *GetParam();
  const std::string letter = cause.mode.empty() ? std::string() : std::string(cause.mode) + " ";
  ASSERT_FALSE(page(cause.slug).empty()) << "no " << cause.slug << ".md";
  EXPECT_EQ(lines_of(page(cause.slug)).front(),
            fmt::format("# {}{}: {}", letter, cause.slug, cause.title));
}

TEST_P(Page, HasEverySectionInOrderAndNoneIsEmpty) {
  const auto text = page(GetParam()->slug);
  EXPECT_THAT(
      headings(text),
      testing::ElementsAre("When gate says it", "What it does not claim", "Cause", "Fix",
                           "Verification", "Who", "References", "A bad example", "A good example"));
  for (const auto& heading : headings(text)) {
    EXPECT_GT(lines_of(section(text, heading)).size(), 2u) << heading;
  }
  EXPECT_THAT(section(text, "Verification"), HasSubstr("`gate "));
  EXPECT_THAT(section(text, "A bad example"), HasSubstr("```"));
  EXPECT_THAT(section(text, "A good example"), HasSubstr("```"));
}

TEST_P(Page, NamesOwnerAndVerifierAsTheCauseDoes) {
  const Cause& cause = *GetParam();
  const std::string who = section(page(cause.slug), "Who");
  EXPECT_THAT(who, HasSubstr(fmt::format("- Mends: **{}**", cause.owner)));
  EXPECT_THAT(
      who, HasSubstr(cause.verifier.empty() ? std::string("- Verifies: nobody apart")
                                            : fmt::format("- Verifies: **{}**", cause.verifier)));
  if (!cause.escalate.empty()) {
    EXPECT_THAT(who, HasSubstr("- Tell: "));
  }
}

TEST_P(Page, GivesExactlyTheReferencesOfTheCause) {
  const Cause& cause = *GetParam();
  const std::string text = section(page(cause.slug), "References");
  const std::regex reference("^- ((PR|Issue) #[0-9]+): .*");
  std::set<std::string> found;
  for (const auto& line : lines_of(text)) {
    std::smatch match;
    if (std::regex_match(line, match, reference)) found.insert(match[1]);
  }
  const std::set<std::string> given(cause.references.begin(), cause.references.end());
  EXPECT_EQ(found, given);
  if (given.empty()) {
    EXPECT_THAT(text, testing::ContainsRegex("runbook gives no|gives none"));
  }
}

// The table of contents is the table of causes: what a page calls a cause has to be one.
TEST_P(Page, SlugAndOwnerAreOfTheKnownOnes) {
  const Cause& cause = *GetParam();
  EXPECT_TRUE(std::regex_match(std::string(cause.slug), std::regex("[a-z]+(-[a-z]+)*")));
  EXPECT_THAT(cause.owner, testing::AnyOf("sre", "feature-dev", "operator"));
  EXPECT_TRUE(std::regex_match(std::string(cause.mode), std::regex("[A-F]?")));
  EXPECT_THAT(std::string(cause.title), Not(testing::EndsWith(".")));
  EXPECT_TRUE(fs::exists(folder / fmt::format("{}.cpp", cause.slug)));
}

INSTANTIATE_TEST_SUITE_P(Causes, Page, testing::ValuesIn(all_causes()), [](const auto& sample) {
  std::string name(sample.param->slug);
  for (auto& letter : name) letter = letter == '-' ? '_' : letter;
  return name;
});

TEST(Pages, SlugsAreUniqueAndEveryFileBelongsToACause) {
  std::set<std::string_view> slugs;
  for (const Cause* cause : all_causes()) {
    EXPECT_TRUE(slugs.insert(cause->slug).second) << cause->slug;
  }
  for (const auto& entry : fs::directory_iterator(folder)) {
    EXPECT_EQ(slugs.count(entry.path().stem().string()), 1u) << entry.path();
  }
}

TEST(Pages, ThereIsNoneForAnUnknownSlug) { EXPECT_EQ(page("no-such-cause"), ""); }

}  // namespace
}  // namespace gate
