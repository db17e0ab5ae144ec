// Logs as people have them, read and judged as `gate triage` does, held to the JSON beside them in
// tests/golden/triage. To accept what is said now: GATE_UPDATE_GOLDEN=1, then git diff.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "gate/diagnosis/triage.h"
#include "gate/log/log_reader.h"
#include "gate/report/triage.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> logs() {
  std::vector<fs::path> all;
  for (const auto& entry :
       fs::recursive_directory_iterator(GATE_SOURCE_DIR "/tests/golden/triage")) {
    if (entry.path().extension() == ".log") all.push_back(entry.path());
  }
  std::sort(all.begin(), all.end());
  return all;
}

TriageReport report_of(const std::string& log) {
  Triage triage;
  LogReader reader([&](const LogEvent& event) { triage.take(event); });
  reader.feed(log);
  reader.finish();
  return triage.finish();
}

class TriageGolden : public testing::TestWithParam<fs::path> {};

TEST_P(TriageGolden, Json) {
  const TriageReport report = report_of(content(GetParam()));
  const std::string json = render_triage_json(report);
  fs::path golden = GetParam();
  golden.replace_extension(".json");
  if (std::getenv("GATE_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden, std::ios::binary) << json;
  }
  EXPECT_EQ(content(golden), json) << golden;
}

// The file's name says what it has to be, so that no rewriting of the golden files can hide a
// wrong letter: B-..., healthy-..., none-... (no letter).
TEST_P(TriageGolden, TheLetterIsInTheName) {
  const TriageReport report = report_of(content(GetParam()));
  const std::string name = GetParam().filename();
  if (name.starts_with("healthy-")) {
    EXPECT_TRUE(report.findings.empty()) << name;
    EXPECT_FALSE(report.failed) << name;
    return;
  }
  EXPECT_TRUE(report.failed) << name;
  const bool lettered = name[1] == '-';
  const std::string mode = report.findings.empty() ? "" : report.findings.front().finding.mode;
  EXPECT_EQ(mode, lettered ? name.substr(0, 1) : "") << name;
}

std::string name_of(const testing::TestParamInfo<fs::path>& log) {
  std::string name = log.param.stem();
  std::replace_if(
      name.begin(), name.end(),
      [](char letter) { return !std::isalnum(static_cast<unsigned char>(letter)); }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Logs, TriageGolden, testing::ValuesIn(logs()), name_of);

}  // namespace
}  // namespace gate
