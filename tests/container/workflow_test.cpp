// The run steps of the migration-gate job are taken from the workflow and run as they stand.
#include <gmock/gmock.h>
#include <stdio.h>

#include <nlohmann/json.hpp>

#include "tests/support/need.h"
#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
const fs::path root = GATE_SOURCE_DIR;

nlohmann::json read_yaml(const fs::path& file) {
  const std::string command =
      "/usr/bin/python3 -c 'import json, sys, yaml; json.dump(yaml.safe_load(open(sys.argv[1])), "
      "sys.stdout, default=str)' " +
      file.string();
  std::string text;
  FILE* pipe = ::popen(command.c_str(), "r");
  char buffer[4096];
  while (const std::size_t size = ::fread(buffer, 1, sizeof buffer, pipe))
    text.append(buffer, size);
  ::pclose(pipe);
  return nlohmann::json::parse(text);
}

TEST(Workflow, TheMigrationGatesRunStepsWork) {
  GATE_NEED(std::system("docker image inspect postgres:15 > /dev/null 2>&1") == 0,
            "a docker engine with the image postgres:15");
  if (fs::path(GATE_BINARY) != root / "build/gate") {
    GTEST_SKIP() << "the workflow builds build/gate, this is " << GATE_BINARY;
  }
  const auto workflow = read_yaml(root / ".github/workflows/migration-gate.yml");
  int ran = 0;
  for (const auto& step : workflow["jobs"]["migration-gate"]["steps"]) {
    if (!step.contains("run")) continue;
    const std::string log = (fs::temp_directory_path() / "gate-workflow-test.log").string();
    const std::string command = "cd " + root.string() + " && bash -e -c '" +
                                step["run"].get<std::string>() + "' > " + log + " 2>&1";
    EXPECT_EQ(std::system(command.c_str()), 0) << read_file(log);
    fs::remove(log);
    ++ran;
  }
  EXPECT_GE(ran, 1);
  const auto report = nlohmann::json::parse(read_file(root / "gate-report.json"));
  fs::remove(root / "gate-report.json");
  EXPECT_EQ(report["verdict"], "pass");
  EXPECT_EQ(report["trees"].size(), 2u);
}

}  // namespace
}  // namespace gate::test
