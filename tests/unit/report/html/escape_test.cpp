#include "gate/report/html/escape.h"

#include <gmock/gmock.h>

#include "gate/report/html/markup.h"

namespace gate::html {
namespace {

using testing::EndsWith;
using testing::StartsWith;

TEST(Escape, NothingBecomesMarkup) {
  EXPECT_EQ(escaped("<a b=\"c\" d='e'>&amp;"), "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
}

TEST(Escape, WhatHidesOrReordersIsNamed) {
  EXPECT_EQ(escaped("a\xE2\x80\xAEgnp.exe"), "a⟨U+202E⟩gnp.exe");
  EXPECT_EQ(escaped("\xE2\x81\xA6\xEF\xBB\xBF"), "⟨U+2066⟩⟨U+FEFF⟩");
  EXPECT_EQ(escaped(std::string_view("a\0b\x1b", 4)), "a␀b␛");
  EXPECT_EQ(escaped("\xff\xC0\xAF"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(escaped("\x1b[31mred\x1b[0m"), "red");
}

TEST(Escape, WhatIsLeftOutIsSaidAndNoCharacterIsCut) {
  EXPECT_EQ(beginning("abc", 3), "abc");
  EXPECT_EQ(beginning("abcd", 3), "abc … (1 bytes left out)");
  EXPECT_EQ(beginning("ab\xC3\xA9", 3), "ab … (2 bytes left out)");
  EXPECT_EQ(ending("abcd", 3), "(1 bytes left out) …\nbcd");
  EXPECT_EQ(ending("\xC3\xA9"
                   "bc",
                   3),
            "(2 bytes left out) …\nbc");
  EXPECT_EQ(one_line("a\nb"), "a b");
  EXPECT_THAT(one_line(std::string(1 << 20, 'x')), StartsWith("xxx"));
  EXPECT_LT(one_line(std::string(1 << 20, 'x')).size(), 300u);
}

TEST(Markup, TextAndAttributesAreEscapedAndMarkupIsNot) {
  const auto inner = element("b", "<i>");
  EXPECT_EQ(element("p", {{"class", "\"><x"}}, inner + " & more").html(),
            "<p class=\"&quot;&gt;&lt;x\"><b>&lt;i&gt;</b> &amp; more</p>\n");
}

TEST(Markup, AnEmptyAttributeIsLeftOut) {
  EXPECT_EQ(element("b", {{"class", ""}}, "x").html(), "<b>x</b>");
  EXPECT_EQ(void_element("meta", {{"charset", "utf-8"}}).html(), "<meta charset=\"utf-8\">");
}

}  // namespace
}  // namespace gate::html
