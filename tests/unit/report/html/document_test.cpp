// What holds of the page as text; what it is like in a browser tests/html/pages_test.py says.
#include <gmock/gmock.h>

#include "gate/report/html/content_policy.h"
#include "gate/report/html/embedded_assets.h"
#include "gate/report/render.h"
#include "tests/unit/report/sample_reports.h"

namespace gate::html {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(ContentPolicy, AllowsTheStyleAndTheScriptAndNothingElse) {
  // The SHA-256 of nothing.
  const std::string hash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  const std::string base64 = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";
  EXPECT_EQ(content_policy(hash, hash), "default-src 'none'; style-src " + base64 +
                                            "; script-src " + base64 +
                                            "; base-uri 'none'; form-action 'none'");
}

TEST(Document, StyleAndScriptStandInItWhole) {
  const auto page = render_html(Report());
  for (const EmbeddedFile& file : embedded_assets()) {
    EXPECT_THAT(page, HasSubstr(std::string(file.text))) << file.name;
    EXPECT_THAT(std::string(file.text), Not(HasSubstr("</"))) << file.name << " would end early";
  }
  EXPECT_EQ(embedded_assets().size(), 2u);
}

TEST(Document, CommandsInAdviceAreCode) {
  Finding finding;
  finding.fix = "Run `alembic <heads>`, then a lone ` stays.";
  TreeReport tree;
  tree.findings = {finding};
  Report report;
  report.trees = {tree};
  EXPECT_THAT(render_html(report),
              HasSubstr("<p>Run <code>alembic &lt;heads&gt;</code>, then a lone ` stays.</p>"));
}

TEST(Document, AnInterruptedRunSaysSoOnTop) {
  for (const auto& sample : samples::all()) {
    if (sample.name != "interrupted") continue;
    EXPECT_THAT(render_html(sample.report), HasSubstr(">Interrupted</h1>"));
    EXPECT_THAT(render_html(sample.report), HasSubstr("The run was interrupted after 1.23 s"));
  }
}

}  // namespace
}  // namespace gate::html
