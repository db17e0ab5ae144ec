#include "gate/report/markdown.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

std::string plain(std::string_view markdown, int width = 100) {
  return render_markdown(markdown, {.colour = false, .width = width});
}

TEST(Markdown, HeadingsStandOutAndTheRestIsIndented) {
  EXPECT_EQ(plain("# B role\n\nTwo words\nand more.\n\n## Fix\n\nDo `it`.\n"),
            "B role\n\n  Two words and more.\n\nFix\n\n  Do `it`.\n");
}

TEST(Markdown, ParagraphsAreWrappedAndCodeIsNot) {
  EXPECT_EQ(plain("aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj\n\n"
                  "```sql\nSELECT a, b, c, d, e, f, g, h, i, j, k, l FROM t;\n\n  x\n```\n",
                  40),
            "  aaaa bbbb cccc dddd eeee ffff gggg\n  hhhh iiii jjjj\n\n"
            "      SELECT a, b, c, d, e, f, g, h, i, j, k, l FROM t;\n\n        x\n");
}

TEST(Markdown, ListsKeepTheirBulletsAndNest) {
  EXPECT_EQ(plain("Before:\n\n- one\n- two, which is longer than the line is wide\n\n"
                  "1. first:\n   - inner\n2. second\n\nAfter.\n",
                  40),
            "  Before:\n\n  - one\n  - two, which is longer than the line\n    is wide\n\n"
            "  1. first:\n     - inner\n  2. second\n\n  After.\n");
}

TEST(Markdown, StrongIsColouredAlsoWhereALineBreaksInIt) {
  EXPECT_EQ(render_markdown("Mends: **sre**.\n", {.colour = true}),
            "  Mends: \x1b[1msre\x1b[0m.\n");
  EXPECT_EQ(render_markdown("aaaa bbbb cccc dddd eeee ffff gggg **hhhh iiii** jjjj\n",
                            {.colour = true, .width = 42}),
            "  aaaa bbbb cccc dddd eeee ffff gggg \x1b[1mhhhh\x1b[0m\n  \x1b[1miiii\x1b[0m jjjj\n");
  EXPECT_EQ(render_markdown("## Fix\n", {.colour = true}), "\x1b[1mFix\x1b[0m\n");
}

TEST(Markdown, AVeryWideTerminalIsNotFilled) {
  const std::string text = plain(std::string(60, 'a') + " " + std::string(60, 'b'), 300);
  EXPECT_EQ(text, "  " + std::string(60, 'a') + "\n  " + std::string(60, 'b') + "\n");
}

TEST(Markdown, LinksSayWhereTheyLead) {
  EXPECT_EQ(plain("see [the page](a.md) and <https://x.org/>"),
            "  see the page (a.md) and https://x.org/\n");
}

TEST(Markdown, NothingGivesNothing) { EXPECT_EQ(plain(""), ""); }

}  // namespace
}  // namespace gate
