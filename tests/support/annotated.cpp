#include "tests/support/annotated.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/support/github_runner.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

std::string level_of(const json& finding) {
  const std::string severity = finding.at("severity");
  if (severity == "note") return "notice";
  return severity == "warning" ? "warning" : "error";
}

std::string text_of(const json& value) {
  return value.is_null() ? "" : value.is_string() ? value.get<std::string>() : value.dump();
}

std::string property(const RunnerCommand& command, const std::string& name) {
  const auto found = command.properties.find(name);
  return found == command.properties.end() ? "" : found->second;
}

bool is_there(const std::vector<RunnerCommand>& all, const std::string& path,
              const std::string& line, const std::string& words) {
  return std::any_of(all.begin(), all.end(), [&](const RunnerCommand& one) {
    return property(one, "file") == path && property(one, "line") == line &&
           one.data.find(words) != std::string::npos &&
           one.data.find("\nWho: ") != std::string::npos;
  });
}

void expect_finding(const RunnerLog& log, const json& finding, const fs::path& root) {
  const auto path = text_of(finding["path"]);
  const auto line = path.empty() ? "" : text_of(finding["line"]);
  const auto all = log.of(level_of(finding));
  // A note may be about a file that only a rival's branch has.
  if (level_of(finding) == "notice" && !path.empty() && !fs::exists(root / path)) {
    EXPECT_TRUE(is_there(all, "", "", "\nIn " + path)) << "for " << finding.dump(2);
    return;
  }
  EXPECT_TRUE(is_there(all, path, line, "")) << "no annotation for " << finding.dump(2);
  if (path.empty()) return;
  ASSERT_TRUE(fs::is_regular_file(root / path)) << path << " is not below " << root;
  const std::string text = read_file(root / path);
  EXPECT_LE(line.empty() ? 0 : std::stol(line), std::count(text.begin(), text.end(), '\n') + 1);
}

}  // namespace

void expect_annotated(const Outcome& outcome, const fs::path& working_tree) {
  const RunnerLog log = as_the_runner_reads(outcome.out);
  for (const json& tree : outcome.report.at("trees")) {
    for (const json& finding : tree.at("findings")) expect_finding(log, finding, working_tree);
  }
  EXPECT_GE(log.of("error").size(), outcome.report.at("errors").size());
  EXPECT_EQ(log.of("group").size(), log.of("endgroup").size());
}

}  // namespace gate::test
