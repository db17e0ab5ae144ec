// The README's commands are run, and the failing run it opens with is a real one.
//
// Here because some of them take a container engine where there is one.
#include <gmock/gmock.h>

#include <cstdlib>
#include <regex>
#include <sstream>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

const fs::path root = GATE_SOURCE_DIR;

// The lines inside the fenced blocks of one language.
std::vector<std::vector<std::string>> blocks(const std::string& language) {
  std::istringstream readme(read_file(root / "README.md"));
  std::vector<std::vector<std::string>> all;
  bool inside = false;
  for (std::string line; std::getline(readme, line);) {
    if (inside && line == "```") {
      inside = false;
    } else if (inside) {
      all.back().push_back(line);
    } else if (line == "```" + language) {
      inside = true;
      all.emplace_back();
    }
  }
  return all;
}

// Times and versions differ from run to run and from machine to machine.
std::string settled(const std::string& line) {
  static const std::regex number(R"(\d+\.\d+(\.\d+)?)");
  return std::regex_replace(line, number, "N");
}

TEST(Readme, OpensWithARealFailingRun) {
  Sandbox sandbox;
  fs::create_directory(sandbox.path() / "fixtures");
  fs::copy(root / "seeds", sandbox.path() / "seeds", fs::copy_options::recursive);
  fs::copy(root / "fixtures/monorepo", sandbox.path() / "fixtures/monorepo",
           fs::copy_options::recursive);
  fs::copy(root / "fixtures/broken/missing-role", sandbox.path() / "fixtures/monorepo",
           fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  const auto outcome = sandbox.gate_as_is({"--tree", "raptor", "--server", "local"});
  EXPECT_EQ(outcome.code, 1);
  for (const auto& block : blocks("console")) {
    for (const auto& line : block) {
      if (line.rfind("$ ", 0) == 0) continue;
      // The line that names the server and the interpreter is wrapped by its length.
      if (line.find("PostgreSQL") != std::string::npos ||
          line.find("SQLAlchemy") != std::string::npos) {
        continue;
      }
      EXPECT_THAT(settled(outcome.out), HasSubstr(settled(line)));
    }
  }
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

TEST(Readme, EveryCommandInItWorks) {
  if (fs::path(GATE_BINARY) != root / "build/gate") {
    GTEST_SKIP() << "the README speaks of build/gate, this is " << GATE_BINARY;
  }
  int commands = 0;
  for (const auto& block : blocks("sh")) {
    for (const auto& line : block) {
      if (line == "scripts/test") continue;  // is what runs this
      const std::string command = "cd " + root.string() + " && (" + line + ") > /dev/null 2>&1";
      EXPECT_EQ(std::system(command.c_str()), 0) << line;
      ++commands;
    }
  }
  EXPECT_GE(commands, 5);
}

}  // namespace
}  // namespace gate::test
