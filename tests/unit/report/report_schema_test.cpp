// gate/report/report.schema.json: what the table of causes and the renderer make is what it allows.
#include "tests/support/report_schema.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <set>

#include "gate/diagnosis/cause.h"
#include "gate/report/render.h"
#include "tests/support/sandbox.h"
#include "tests/unit/report/sample_reports.h"

namespace gate {
namespace {

using nlohmann::json;

TEST(ReportSchema, KnowsEveryCauseAndNoOther) {
  const auto schema =
      json::parse(test::read_file(GATE_SOURCE_DIR "/gate/report/report.schema.json"));
  std::set<std::string> causes;
  for (const Cause* cause : all_causes()) {
    if (!cause->error) causes.emplace(cause->slug);
  }
  EXPECT_EQ(schema["definitions"]["kind"]["enum"].get<std::set<std::string>>(), causes);
}

TEST(ReportSchema, AcceptsEveryReport) {
  auto samples = samples::all();
  for (auto& one : samples::of_causes()) samples.push_back(std::move(one));
  for (const auto& sample : samples) {
    EXPECT_EQ(test::refused_by_report_schema(render_json(sample.report)), "") << sample.name;
  }
}

TEST(ReportSchema, RefusesWhatIsNotInIt) {
  const auto right = json::parse(render_json(samples::all().front().report));
  auto longer = right;
  longer["trees"][0]["colour"] = "red";
  EXPECT_EQ(test::refused_by_report_schema(longer.dump()),
            "#/trees/0/colour breaks additionalProperties of #/definitions/tree");
  auto other = right;
  other["verdict"] = "maybe";
  EXPECT_NE(test::refused_by_report_schema(other.dump()), "");
  auto shorter = right;
  shorter.erase("errors");
  EXPECT_NE(test::refused_by_report_schema(shorter.dump()), "");
}

}  // namespace
}  // namespace gate
