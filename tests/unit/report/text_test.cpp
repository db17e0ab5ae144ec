// Width, wrapping and making harmless: what the terminal report and the progress are made with.
#include <gtest/gtest.h>

#include "gate/report/page.h"
#include "gate/report/printable.h"
#include "gate/report/utf8.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

using Lines = std::vector<std::string>;

TEST(DisplayWidth, CountsColumns) {
  EXPECT_EQ(display_width(""), 0);
  EXPECT_EQ(display_width("Raptor — x"), 10);
  EXPECT_EQ(display_width("表名"), 4);
  EXPECT_EQ(display_width("e\xCC\x81"), 1);  // e with a combining accent
  EXPECT_EQ(display_width("😀"), 2);
  EXPECT_EQ(display_width("\xff\xfe"), 2);  // each becomes a replacement character
}

TEST(CodePoints, RefuseWhatIsNotUtf8) {
  for (const auto* wrong : {"\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE0\x80\x80", "\x80",
                            "\xE2\x82", "\xF0\x80\x80\x80", "\xC3\x28"}) {
    EXPECT_FALSE(first_code_point(wrong).valid);
    EXPECT_EQ(first_code_point(wrong).length, 1U);
  }
  EXPECT_EQ(first_code_point("\xF4\x8F\xBF\xBFx").value, 0x10FFFFU);
}

TEST(Printable, LeavesTextAlone) {
  EXPECT_EQ(printable("Grüße – 表 😀\nzwei"), "Grüße – 表 😀\nzwei");
  EXPECT_EQ(printable_line("a\nb"), "a b");
}

TEST(Printable, ShowsControlCharacters) {
  EXPECT_EQ(printable(std::string("a\0b", 3)), "a␀b");
  EXPECT_EQ(printable("\x1b[2J\x1b]0;t\x07\x7f\b"), "␛[2J␛]0;t␇␡␈");
  EXPECT_EQ(printable("a\rb\r\nc\td"), "a␍b\nc    d");
}

TEST(Printable, TakesColoursOut) {
  EXPECT_EQ(printable("\x1b[1;31mred\x1b[0m \x1b[38:5:1mx\x1b[m"), "red x");
  EXPECT_EQ(printable("\x1b[31"), "␛[31");
}

TEST(Printable, ReplacesWhatMisleads) {
  EXPECT_EQ(printable("\xff"), "\uFFFD");
  EXPECT_EQ(printable("\u061C\u200E\u200F\u0080\u009F"), "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(printable("a\u202Eb\u2066c\u0085d\u2028e\uFEFF"), "a�b�c�d�e�");
}

TEST(Printable, IsNoCommandForTheRunner) {
  EXPECT_EQ(printable("x ##[error]y"), "x ## [error]y");
  EXPECT_EQ(printable("#\x1b[0m#[error]"), "## [error]");
}

TEST(Wrap, AtBlanks) {
  EXPECT_EQ(wrapped("", 5), Lines{""});
  EXPECT_EQ(wrapped("one two three", 7), (Lines{"one two", "three"}));
  EXPECT_EQ(wrapped("one two three", 8), (Lines{"one two", "three"}));
  EXPECT_EQ(wrapped("one\n\ntwo", 8), (Lines{"one", "", "two"}));
  EXPECT_EQ(wrapped("  indented text", 10), (Lines{"  indented", "text"}));
}

TEST(Wrap, WithinWordsThatAreTooLong) {
  EXPECT_EQ(wrapped("abcdefgh", 3), (Lines{"abc", "def", "gh"}));
  EXPECT_EQ(wrapped("表名表名", 5), (Lines{"表名", "表名"}));
  EXPECT_EQ(wrapped("表", 1), Lines{"表"});
  EXPECT_EQ(wrapped("    abcdef", 6), (Lines{"    ab", "cdef"}));
}

TEST(Wrap, FirstLineOfAnotherWidth) {
  EXPECT_EQ(wrapped("one two three four", 3, 9), (Lines{"one", "two three", "four"}));
}

TEST(Shortened, KeepsToTheWidth) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "ab…");
  EXPECT_EQ(shortened("表名表", 4), "表…");
  EXPECT_EQ(shortened("表名", 2), "…");
  EXPECT_EQ(shortened("abc", 0), "");
}

TEST(PageTest, NoLineIsACommandForTheRunner) {
  Page page({});
  page.line("::error::x");
  page.line("   ::add-mask::x");
  page.line("a ::error");
  EXPECT_EQ(page.take(), ": :error::x\n   : :add-mask::x\na ::error\n");
}

TEST(PageTest, AdviceThatIsToBePastedStaysWhole) {
  Page page({.colour = false, .width = 40, .verbose = false});
  page.advice("fix",
              "Declare the role in seeds/raptor.json:\n{ \"role\": { \"name\": \"a\", \"login\": "
              "false } }");
  EXPECT_EQ(page.take(),
            "  fix        Declare the role in\n"
            "             seeds/raptor.json:\n"
            "             { \"role\": { \"name\": \"a\", \"login\": false } }\n");
}

TEST(PageTest, LongQuotesAreCut) {
  Page page({});
  page.quote("statement", "1\n2\n3\n", 2);
  page.quote_end("printed", "1\n2\n3\n", 2);
  page.quote("nothing", "\n", 2);
  EXPECT_EQ(page.take(),
            "  statement  | 1\n"
            "             | 2\n"
            "             (1 more)\n"
            "  printed    (1 more above)\n"
            "             | 2\n"
            "             | 3\n");
}

}  // namespace
}  // namespace gate
