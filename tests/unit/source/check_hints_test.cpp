// What an expression of a CHECK constraint names, as PostgreSQL prints it.
#include "gate/source/check_hints.h"

#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(CheckHints, ConstantsAndColumnsOfALists) {
  const auto hints = check_hints(
      "((state)::text = ANY ((ARRAY['open'::character varying, 'done'::character "
      "varying])::text[]))");
  EXPECT_THAT(hints.columns, ElementsAre("state"));
  EXPECT_THAT(hints.texts, ElementsAre("open", "done"));
  EXPECT_THAT(hints.numbers, IsEmpty());
}

TEST(CheckHints, NumbersWithTheirSign) {
  const auto hints =
      check_hints("((low > '-1'::integer) AND (high < 2.5) AND (low <> 0) AND (low < high))");
  EXPECT_THAT(hints.columns, ElementsAre("low", "high"));
  EXPECT_THAT(hints.numbers, ElementsAre("-1", "2.5", "0"));
}

TEST(CheckHints, WordsThatLookLikeNumbersAreTexts) {
  EXPECT_THAT(check_hints("(x = 'inf'::text)").texts, ElementsAre("inf"));
}

TEST(CheckHints, PatternsOfEveryKind) {
  const auto hints = check_hints(
      "((code ~ '^[A-Z]{2}$'::text) AND (code ~~ 'a%'::text) AND (code ~ "
      "similar_to_escape('(b|c)%'::text)))");
  EXPECT_THAT(hints.regexes, ElementsAre("^[A-Z]{2}$"));
  EXPECT_THAT(hints.templates, ElementsAre("a%", "(b|c)%"));
}

TEST(CheckHints, ADomainsValueIsAColumnOfThatName) {
  EXPECT_THAT(check_hints("(VALUE > 18)").columns, ElementsAre("value"));
}

TEST(CheckHints, WhatIsNoExpressionNamesNothing) {
  EXPECT_THAT(check_hints("((").columns, IsEmpty());
  EXPECT_THAT(check_hints("").columns, IsEmpty());
}

}  // namespace
}  // namespace gate
