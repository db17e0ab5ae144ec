#include "gate/report/step_summary.h"

#include <cmark.h>
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <sstream>

#include "gate/report/markdown_text.h"
#include "gate/report/mermaid.h"
#include "tests/unit/report/sample_reports.h"

namespace gate {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::StartsWith;

std::string html_of(const std::string& markdown) {
  char* html = cmark_markdown_to_html(markdown.data(), markdown.size(), CMARK_OPT_UNSAFE);
  const std::string text = html;
  std::free(html);
  return text;
}

TEST(MarkdownProse, IsTextWhateverItSays) {
  for (const std::string hostile : {"# head",
                                    "* list",
                                    "- list",
                                    "+ list",
                                    "1. list",
                                    "12) list",
                                    "> quote",
                                    "---",
                                    "===",
                                    "***bold*** _em_ __strong__",
                                    "``x``",
                                    "`<b>",
                                    "a``<b>",
                                    "![i](http://x/y.png)",
                                    "[a](http://x)",
                                    "<script>alert(1)</script>",
                                    "<img src=x>",
                                    "<!-- x",
                                    "&lt;b&gt;",
                                    "<http://a.b>",
                                    "\\*no\\*",
                                    "    indented",
                                    "\tindented",
                                    "~~~\nfence",
                                    "```\nfence",
                                    "[a]: http://x",
                                    "| a | b |\n|---|---|"}) {
    const auto html = html_of(markdown_prose(hostile) + "\n");
    auto text = html;
    for (const std::string ours : {"<p>", "</p>\n", "<br>"}) {
      for (auto at = text.find(ours); at != text.npos; at = text.find(ours)) {
        text.erase(at, ours.size());
      }
    }
    EXPECT_THAT(html, StartsWith("<p>")) << hostile;
    EXPECT_THAT(text, Not(HasSubstr("<"))) << hostile << " became " << html;
  }
  EXPECT_EQ(markdown_prose("raptor_app of 0041_x.py, a.b (c)"), "raptor_app of 0041_x.py, a.b (c)");
  EXPECT_EQ(html_of(markdown_prose("1. a\\b `c <d>")), "<p>1. a\\b `c &lt;d&gt;</p>\n");
  EXPECT_EQ(html_of(markdown_prose("run `<a> *b* @c`, **then** `d`")),
            "<p>run <code>&lt;a&gt; *b* @c</code>, **then** <code>d</code></p>\n");
}

TEST(MarkdownProse, MentionsNobodyAndLinksNowhere) {
  EXPECT_EQ(markdown_prose("@octocat, ask kris@example.org"),
            "@&#8203;octocat, ask kris@example.org");
  EXPECT_EQ(markdown_prose("http://x/y www.x.y"), "http\\://x/y www\\.x.y");
  EXPECT_EQ(markdown_prose("$x$"), "<span>$</span>x<span>$</span>");
}

TEST(MarkdownCode, HoldsWhateverStandsInIt) {
  EXPECT_EQ(markdown_code(""), "");
  EXPECT_EQ(markdown_code("a`b``c"), "```a`b``c```");
  EXPECT_EQ(html_of(markdown_code("`<b>`")), "<p><code>`&lt;b&gt;`</code></p>\n");
  EXPECT_EQ(markdown_code_cell("a|b\nc"), "`a\\|b c`");
  EXPECT_EQ(html_of(markdown_fence("sql", "```\n````\n</details>")),
            "<pre><code class=\"language-sql\">```\n````\n&lt;/details&gt;\n</code></pre>\n");
  EXPECT_THAT(markdown_fence("", "1\n2\n3", 2), EndsWith("1\n2\n```\n\n(1 more line)\n\n"));
  EXPECT_THAT(markdown_fence_end("1\n2\n3", 2), EndsWith("(1 line before)\n\n```\n2\n3\n```\n\n"));
}

Report broken_graph() {
  Report report;
  TreeReport tree;
  tree.title = "Shop";
  for (int at = 1; at <= 400; ++at) {
    ShownRevision one;
    one.revision = fmt::format("{:04}", at);
    if (at > 1) one.down_revisions = {fmt::format("{:04}", at - 1)};
    one.path = fmt::format("versions/{:04}.py", at);
    tree.revisions.push_back(one);
  }
  tree.findings.emplace_back();
  report.trees = {tree};
  return report;
}

std::size_t nodes_in(const std::string& graph) {
  std::size_t count = 0;
  std::istringstream lines(graph);
  for (std::string line; std::getline(lines, line);) {
    count += line.find("[\"") != line.npos ? 1 : 0;
  }
  return count;
}

TEST(MermaidGraph, ShowsTwoHeadsAndTheirForkOfAVeryLongHistory) {
  auto tree = broken_graph().trees[0];
  ShownRevision late;
  late.revision = "late";
  late.down_revisions = {"0350"};
  tree.revisions.push_back(late);
  tree.heads = {"0400", "late"};
  tree.findings[0].mode = "C";
  tree.findings[0].revision = "late";
  const auto graph = mermaid_graph(tree);
  EXPECT_LE(nodes_in(graph), 20u) << graph;
  EXPECT_THAT(graph, AllOf(HasSubstr("r399[\"0400 (head)<br/>0400.py\"]:::red"),
                           HasSubstr("r400[\"late (head) (at fault)<br/>\"]:::red"),
                           HasSubstr("r349 --> r400"), HasSubstr("between\" .-> r"),
                           HasSubstr("earlier revisions")))
      << graph;
  tree.findings[0].mode = "B";
  EXPECT_THAT(mermaid_graph(tree), Not(HasSubstr("(head)"))) << "they may be meant";
}

TEST(MermaidGraph, DashesTheEdgeToARevisionThatNoFileDeclares) {
  auto tree = broken_graph().trees[0];
  tree.revisions[199].down_revisions = {"nowhere"};
  tree.findings[0].revision = "0200";
  const auto graph = mermaid_graph(tree);
  EXPECT_THAT(graph,
              AllOf(HasSubstr("missing0([\"nowhere<br/>missing"), HasSubstr("missing0 -.-> r199"),
                    HasSubstr("stroke-dasharray"), HasSubstr("\"198 later revisions\"")))
      << graph;
}

TEST(MermaidGraph, EndsOnACycleAndWithoutARevisionAtFault) {
  auto tree = broken_graph().trees[0];
  EXPECT_EQ(mermaid_graph(tree), "") << "the finding is of no revision";
  tree.revisions[0].down_revisions = {"0400"};
  tree.findings[0].revision = "0001";
  EXPECT_LE(nodes_in(mermaid_graph(tree)), 20u);
}

TEST(MermaidGraph, TakesForeignTextAsText) {
  auto tree = broken_graph().trees[0];
  tree.findings[0].revision = tree.revisions[399].revision =
      "a\"]; click r1 \"javascript:x()\" %%{";
  tree.revisions[399].message = "<img src=x onerror=y>`#quot;end\n```";
  const auto graph = mermaid_graph(tree);
  EXPECT_THAT(graph, HasSubstr("r399[\"a#34;#93;#59; click r1 #34;javascript:x()#34; #37;#37;#123;"
                               " (at fault)<br/>#60;img src=x onerror=y#62;#96;#35;quot#59;end "
                               "#96;#96;#96;"))
      << graph;
}

std::size_t count(const std::string& text, const std::string& word) {
  std::size_t found = 0;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) ++found;
  return found;
}

TEST(StepSummary, StaysBelowTheLimitInWholeBlocksAndSaysWhatIsLeftOut) {
  Report report = samples::all()[1].report;
  auto& findings = report.trees[1].findings;
  for (int line = 0; line < 250; ++line) findings[0].fix += std::string(100, '$') + '\n';
  findings.resize(12, findings[0]);
  findings[0].statement = std::string(1 << 20U, 'x');
  findings[1].facts = {{"name", std::string(1 << 20U, '`')}};
  findings[2].path = findings[2].message = std::string(1 << 20U, '|');
  for (const std::size_t room : {step_summary_limit, std::size_t{300000}, std::size_t{9000},
                                 std::size_t{2500}, std::size_t{100}, std::size_t{0}}) {
    const auto page = render_step_summary(report, room);
    EXPECT_LE(page.size(), room);
    EXPECT_EQ(count(page, "<details>"), count(page, "</details>"));
    if (room < 9000) continue;
    EXPECT_THAT(page, StartsWith("# Migration gate: failed"));
    EXPECT_THAT(page, HasSubstr("*Left out, as GitHub takes 1 MiB for a step: "));
    EXPECT_THAT(page, HasSubstr("## Timeline")) << "what is small still has room";
  }
}

TEST(StepSummary, ForeignTextMakesNoMarkupInAnySample) {
  for (auto sample : samples::all()) {
    for (auto& tree : sample.report.trees) {
      tree.title = "<b>@octocat</b> | ![x](y) `";
      for (auto& finding : tree.findings) {
        finding.message = finding.fix = finding.detail = "<script>x</script>\n```\n# h\n| a |";
        finding.file = finding.path = "a|b`<i>.py";
        finding.excerpt = {finding.line, {"```", "<script>"}};
      }
    }
    const auto html = html_of(render_step_summary(sample.report));
    for (const char* tag : {"<script", "<b>", "<img", "<i>"}) {
      EXPECT_THAT(html, Not(HasSubstr(tag))) << sample.name;
    }
    EXPECT_THAT(render_step_summary(sample.report), Not(HasSubstr("@octocat"))) << sample.name;
  }
}

}  // namespace
}  // namespace gate
