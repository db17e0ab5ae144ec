#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>

#include "gate/process/child.h"
#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

class FindProgram : public testing::Test {
 protected:
  std::string program(const std::string& name, unsigned mode = 0755) const {
    const auto file = folder_.write(name, "");
    ::chmod(file.c_str(), mode);
    return file;
  }
  std::string in(const std::string& name) const { return folder_.path() / name; }
  std::vector<std::string> path(const std::string& value) const { return {"PATH=" + value}; }

  test::TemporaryFolder folder_;
};

TEST_F(FindProgram, TheFirstOnPathIsTaken) {
  const auto first = program("a/tool");
  const auto second = program("b/tool");
  EXPECT_EQ(find_program("tool", path(in("a") + ":" + in("b"))), first);
  EXPECT_EQ(find_program("tool", path(in("b") + ":" + in("a"))), second);
  EXPECT_EQ(find_program("tool", path("/nowhere::" + in("b"))), second);
}

TEST_F(FindProgram, WhatCannotBeRunIsPassedOver) {
  program("a/tool", 0644);
  std::filesystem::create_directories(folder_.path() / "b/tool");
  const auto real = program("c/tool");
  EXPECT_EQ(find_program("tool", path(in("a") + ":" + in("b") + ":" + in("c"))), real);
  EXPECT_EQ(find_program("tool", path(in("a") + ":" + in("b"))), "");
}

TEST_F(FindProgram, ANameWithASlashIsAPath) {
  const auto tool = program("a/tool");
  EXPECT_EQ(find_program(tool, {}), tool);
  EXPECT_EQ(find_program(in("a/other"), path(in("a"))), "");
  EXPECT_EQ(find_program("a/tool", path(folder_.path())), "");
}

TEST_F(FindProgram, OnlyTheVariableNamedPathIsRead) {
  const auto tool = program("a/tool");
  EXPECT_EQ(find_program("tool", {"PATHS=/nowhere", "PATH", "PATH=" + in("a")}), tool);
  EXPECT_EQ(find_program("tool", {"MYPATH=" + in("a"), "PATHS=" + in("a"), "PATH"}), "");
  EXPECT_EQ(find_program("tool", {"PATH="}), "");
  EXPECT_EQ(find_program("tool", {}), "");
  EXPECT_EQ(find_program("", path(in("a"))), "");
}

TEST(OwnEnvironment, IsThisProcesss) {
  ::setenv("GATE_UNIT_TEST_VARIABLE", "a=b", 1);
  const auto all = own_environment();
  EXPECT_NE(std::find(all.begin(), all.end(), "GATE_UNIT_TEST_VARIABLE=a=b"), all.end());
  ::unsetenv("GATE_UNIT_TEST_VARIABLE");
}

}  // namespace
}  // namespace gate
