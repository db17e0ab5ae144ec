// `gate explain`: what it prints is held to golden files (GATE_UPDATE_GOLDEN=1 rewrites them).
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

Outcome explain(std::vector<std::string> words) {
  const Sandbox sandbox;
  words.insert(words.begin(), "explain");
  return sandbox.gate_as_is(std::move(words));
}

void expect_golden(const std::string& name, const std::string& text) {
  const fs::path file = fs::path(GATE_SOURCE_DIR) / "tests/golden/explain" / name;
  if (std::getenv("GATE_UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
  EXPECT_EQ(read_file(file), text) << "in tests/golden/explain/" << name;
}

TEST(Explain, WithoutAWordItListsEveryCause) {
  const auto outcome = explain({});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, IsEmpty());
  expect_golden("all.txt", outcome.out);
}

TEST(Explain, ALetterInEitherCaseAndASlugGiveTheSamePage) {
  const auto outcome = explain({"B"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.err, IsEmpty());
  expect_golden("B.txt", outcome.out);
  EXPECT_EQ(explain({"b"}).out, outcome.out);
  EXPECT_EQ(explain({"missing-role"}).out, outcome.out);
  EXPECT_EQ(explain({"Missing-Role"}).out, outcome.out);
}

TEST(Explain, CIsBothOfItsForms) {
  const auto outcome = explain({"C"});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_THAT(outcome.out, HasSubstr("C multiple-heads: "));
  EXPECT_THAT(outcome.out, HasSubstr("\n\n\nC "));
  EXPECT_THAT(outcome.out, HasSubstr("C duplicate-revision: "));
  EXPECT_THAT(explain({"multiple-heads"}).out, testing::Not(HasSubstr("C duplicate-revision: ")));
}

TEST(Explain, TheErrorsThatAreNoFindingsHaveTheirPagesToo) {
  for (const std::string slug : {"infrastructure", "wrong-database"}) {
    const auto outcome = explain({slug});
    EXPECT_EQ(outcome.code, 0);
    EXPECT_THAT(outcome.out, testing::StartsWith(slug + ": "));
    EXPECT_THAT(outcome.out, HasSubstr("exit code 3"));
  }
}

TEST(Explain, AnUnknownWordIsAUsageErrorThatNamesTheNearest) {
  const auto misspelt = explain({"mising-roles"});
  EXPECT_EQ(misspelt.code, 2);
  EXPECT_THAT(misspelt.out, IsEmpty());
  EXPECT_EQ(misspelt.err,
            "error: no failure mode or cause is named mising-roles\n"
            "hint: Did you mean missing-role? Run gate explain for the table of all.\n");
  EXPECT_THAT(explain({"seed"}).err, HasSubstr("missing-seed-row"));
  EXPECT_THAT(explain({"seed"}).err, HasSubstr("seed-failed"));
  const auto far = explain({"G"});
  EXPECT_EQ(far.code, 2);
  EXPECT_THAT(far.err, HasSubstr("hint: Run gate explain for the table of all.\n"));
  EXPECT_EQ(explain({"A", "B"}).code, 2);
}

}  // namespace
}  // namespace gate::test
