// Texts for patterns: each has to match the pattern that it was made for.
#include "gate/pipeline/rows/pattern_values.h"

#include <gmock/gmock.h>

#include <regex>

namespace gate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(PatternValues, MatchTheRegex) {
  for (const char* regex :
       {"^[a-z0-9_]+$", "^[A-Z]{3}-[0-9]{4}$", "^(GET|POST|PUT)$", "^\\d{3,5}(\\.\\d+)?$",
        "^[^@ ]+@[^@ ]+\\.[^@ ]+$", "^#[0-9a-fA-F]{6}$", "^(?:a|b)c*$", "^[[:upper:]][[:digit:]]$",
        "^https?://.+$", "^[a-z]([-a-z0-9]*[a-z0-9])?$", "^[\\w-]{8}$", "^\\+?[1-9]\\d{1,14}$"}) {
    const auto texts = texts_for_regex(regex);
    EXPECT_FALSE(texts.empty()) << regex;
    for (const auto& text : texts) {
      EXPECT_TRUE(std::regex_search(text, std::regex(regex))) << regex << " and " << text;
    }
  }
}

TEST(PatternValues, DifferWhereThePatternLetsThem) {
  EXPECT_THAT(texts_for_regex("^[A-Z]{2}$"), SizeIs(4));
  EXPECT_THAT(texts_for_regex("^(on|off)$"), ElementsAre("on", "off"));
  EXPECT_THAT(texts_for_regex("^same$"), ElementsAre("same"));
}

TEST(PatternValues, WhatIsTooCleverGivesNothingAndDoesNotHang) {
  for (const char* regex : {"^(?!x)a$", "(a)\\1", "[a", "(a", "a{x}", "[[:alpha:", "\\"}) {
    EXPECT_THAT(texts_for_regex(regex), IsEmpty()) << regex;
  }
  EXPECT_THAT(texts_for_regex(std::string(5000, '(')), IsEmpty());
  EXPECT_THAT(texts_for_regex("((((a{99}){99}){99}){99})"), IsEmpty());
}

TEST(PatternValues, TemplatesOfLike) {
  EXPECT_THAT(texts_for_template("sk_%"), Contains("ska"));
  EXPECT_THAT(texts_for_template("100\\%"), ElementsAre("100%"));
  EXPECT_THAT(texts_for_template("(ab|cd)%"), Contains("aba"));
}

}  // namespace
}  // namespace gate
