// Every renderer over every sample, held to the files in tests/golden/report. To accept what the
// renderers say now: GATE_UPDATE_GOLDEN=1 gate_unit_tests --gtest_filter='*Golden*', then git diff.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "gate/report/render.h"
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

class Golden : public testing::TestWithParam<samples::Sample> {};

TEST_P(Golden, Json) {
  const auto json = render_json(GetParam().report);
  EXPECT_TRUE(nlohmann::json::accept(json));
  expect_golden(GetParam().name + ".json", json);
}

TEST_P(Golden, Text) {
  expect_golden(GetParam().name + ".txt", render_text(GetParam().report, {}));
}

TEST_P(Golden, VerboseTextInColour) {
  expect_golden(GetParam().name + ".verbose.txt",
                render_text(GetParam().report, {.colour = true, .width = 80, .verbose = true}));
}

INSTANTIATE_TEST_SUITE_P(Report, Golden, testing::ValuesIn(samples::all()), [](const auto& sample) {
  auto name = sample.param.name;
  for (auto& c : name) c = c == '-' ? '_' : c;
  return name;
});

}  // namespace
}  // namespace gate
