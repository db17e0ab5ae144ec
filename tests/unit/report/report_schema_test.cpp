// gate/report/report.schema.json: what the table of causes and the renderer make is what it allows.
#include "tests/support/report_schema.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

#include "gate/diagnosis/cause.h"
#include "gate/report/render.h"
#include "tests/support/sandbox.h"
#include "tests/unit/report/sample_reports.h"

namespace gate {
namespace {

using nlohmann::json;

constexpr const char* schema_file = GATE_SOURCE_DIR "/gate/report/report.schema.json";

std::set<std::string> slugs() {
  std::set<std::string> slugs;
  for (const Cause* cause : all_causes()) {
    if (!cause->error) slugs.emplace(cause->slug);
  }
  return slugs;
}

// The schema's text with these as the kinds that there are.
std::string with_kinds(std::string schema, const std::set<std::string>& kinds) {
  const auto list = schema.find('[', schema.find("\"enum\"", schema.find("gate explain SLUG")));
  std::string lines;
  for (const std::string& kind : kinds) {
    lines += fmt::format("{}\n        \"{}\"", lines.empty() ? "[" : ",", kind);
  }
  return schema.replace(list, schema.find(']', list) - list, lines + "\n      ");
}

// A new cause comes into the schema as into the golden files: GATE_UPDATE_GOLDEN=1.
TEST(ReportSchema, KnowsEveryCauseAndNoOther) {
  const std::string expected = with_kinds(test::read_file(schema_file), slugs());
  if (std::getenv("GATE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(schema_file, std::ios::binary) << expected;
  }
  EXPECT_EQ(test::read_file(schema_file), expected);
  EXPECT_EQ(json::parse(expected)["definitions"]["kind"]["enum"].get<std::set<std::string>>(),
            slugs());
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
