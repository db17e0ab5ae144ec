// The lines around a finding: which are shown, what is underlined, what is cut.
#include <gtest/gtest.h>

#include "gate/report/find_word.h"
#include "gate/report/terminal_parts.h"

namespace gate {
namespace {

Finding at(int line, Excerpt excerpt) {
  Finding finding;
  finding.line = line;
  finding.excerpt = std::move(excerpt);
  return finding;
}

std::string shown(const Finding& finding, TextStyle style = {}) {
  Page page(style);
  write_excerpt(page, finding);
  return page.take();
}

TEST(ExcerptText, MarksTheLineAndUnderlinesIt) {
  EXPECT_EQ(shown(at(9, {8, {"def upgrade():", "    op.execute(X)", "    pass", "more"}})),
            "           8 | def upgrade():\n"
            "  >        9 |     op.execute(X)\n"
            "             |     ^^^^^^^^^^^^^\n"
            "          10 |     pass\n");
}

TEST(ExcerptText, UnderlinesWhatTheFindingIsAbout) {
  auto finding = at(9, {9, {"GRANT ALL ON teams TO team"}});
  finding.facts = {{"role", "team"}};
  EXPECT_EQ(shown(finding),
            "  >        9 | GRANT ALL ON teams TO team\n"
            "             |                       ^^^^\n");
}

TEST(ExcerptText, CountsColumnsAndNotBytes) {
  auto finding = at(1, {1, {"# 表名 x"}});
  finding.facts = {{"table", "x"}};
  EXPECT_EQ(shown(finding), "  >        1 | # 表名 x\n             |        ^\n");
}

TEST(ExcerptText, OfALongLineShowsWhatIsUnderlined) {
  auto finding = at(1, {1, {std::string(60, 'a') + " reporting " + std::string(60, 'b')}});
  finding.facts = {{"role", "reporting"}};
  EXPECT_EQ(shown(finding, {.width = 40}),
            "  >        1 | …aaaaaaaaaaaaa reporting…\n"
            "             |                ^^^^^^^^^\n");
}

TEST(ExcerptText, LeavesBlankLinesAtTheEdgesOut) {
  EXPECT_EQ(shown(at(2, {1, {"", "x", "  "}})), "  >        2 | x\n             | ^\n");
}

TEST(ExcerptText, OfALineThatIsNotThereIsNothing) {
  EXPECT_EQ(shown(at(0, {1, {"x"}})), "");
  EXPECT_EQ(shown(at(3, {1, {"x", "y"}})), "");
  EXPECT_EQ(shown(at(3, {})), "");
}

TEST(ExcerptText, CannotRepaintTheTerminal) {
  EXPECT_EQ(shown(at(1, {1, {"\x1b[2Jx\r"}})), "  >        1 | ␛[2Jx␍\n             | ^^^^^^\n");
}

TEST(ExcerptText, ShowsAStatementThatIsWholeInItsLines) {
  const auto finding = at(1, {1, {"op.execute('DROP  ROLE", "  x')"}});
  const Page page(TextStyle{});
  EXPECT_TRUE(excerpt_shows(page, finding, "DROP ROLE\n x"));
  EXPECT_FALSE(excerpt_shows(page, finding, "DROP ROLE y"));
  EXPECT_FALSE(excerpt_shows(page, finding, ""));
  const auto long_line = at(1, {1, {std::string(90, ' ') + "DROP ROLE x"}});
  EXPECT_FALSE(excerpt_shows(page, long_line, "DROP ROLE x"));
}

TEST(FindWord, OnlyByItself) {
  EXPECT_EQ(find_word("teams team", "team"), 6u);
  EXPECT_EQ(find_word("team", "team"), 0u);
  EXPECT_EQ(find_word("my_team", "team"), std::string_view::npos);
  EXPECT_EQ(find_word("x", ""), std::string_view::npos);
}

}  // namespace
}  // namespace gate
