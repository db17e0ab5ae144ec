// Every renderer over every sample, held to the files in tests/golden/report. To accept what the
// renderers say now: GATE_UPDATE_GOLDEN=1 gate_unit_tests --gtest_filter='*Golden*', then git diff.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "gate/report/formats.h"
#include "gate/report/github.h"
#include "gate/report/html/embedded_assets.h"
#include "gate/report/render.h"
#include "gate/report/step_summary.h"
#include "tests/unit/report/sample_reports.h"

namespace gate {
namespace {

const std::string folder = GATE_SOURCE_DIR "/tests/golden/report/";

std::string content(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

void expect_golden(const std::string& name, const std::string& text) {
  if (std::getenv("GATE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(folder + name, std::ios::binary) << text;
  }
  EXPECT_EQ(content(folder + name), text) << "in tests/golden/report/" << name;
}

void replace(std::string& text, std::string_view what, std::string_view by) {
  const auto at = what.empty() ? std::string::npos : text.find(what);
  if (at != std::string::npos) text.replace(at, what.size(), by);
}

// A style sheet that changes is no other report.
std::string without_assets(std::string text) {
  for (const EmbeddedFile& file : embedded_assets()) {
    replace(text, file.text, fmt::format("({})", file.name));
  }
  const auto policy = text.find("default-src");
  if (policy != std::string::npos) text.erase(policy, text.find('"', policy) - policy);
  return text;
}

class Golden : public testing::TestWithParam<samples::Sample> {};

// "green.json", "green.junit": whatever the table of formats has.
TEST_P(Golden, EveryFormat) {
  for (const ReportFormat& format : report_formats()) {
    expect_golden(fmt::format("{}.{}", GetParam().name, format.name),
                  without_assets(format.render(GetParam().report)));
  }
}

TEST_P(Golden, JsonIsJson) { EXPECT_TRUE(nlohmann::json::accept(render_json(GetParam().report))); }

TEST_P(Golden, Text) {
  expect_golden(GetParam().name + ".txt", render_text(GetParam().report, {}));
}

TEST_P(Golden, Plain) {
  expect_golden(GetParam().name + ".plain.txt",
                render_text(GetParam().report, {.width = 1000000, .plain = true}));
}

TEST_P(Golden, VerboseTextInColour) {
  expect_golden(GetParam().name + ".verbose.txt",
                render_text(GetParam().report, {.colour = true, .width = 80, .verbose = true}));
}

TEST_P(Golden, GitHub) {
  expect_golden(GetParam().name + ".github", render_github(GetParam().report, {}, "nobodyknows"));
}

TEST_P(Golden, StepSummary) {
  expect_golden(GetParam().name + ".summary.md", render_step_summary(GetParam().report));
}

std::string name_of(const testing::TestParamInfo<samples::Sample>& sample) {
  auto name = sample.param.name;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Report, Golden, testing::ValuesIn(samples::all()), name_of);
INSTANTIATE_TEST_SUITE_P(Cause, Golden, testing::ValuesIn(samples::of_causes()), name_of);

}  // namespace
}  // namespace gate
