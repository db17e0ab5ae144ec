#include "gate/alembic/interpreter.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Interpreters : public testing::Test {
 protected:
  Interpreters() {
    declaration_.repository = folder_.path() / "repo";
    declaration_.directory = folder_.path() / "repo/db";
    std::filesystem::create_directories(folder_.path() / "bin");
  }

  std::string program(const std::string& name, const std::string& text = "") const {
    const auto file = folder_.write(name, text);
    ::chmod(file.c_str(), 0755);
    return file;
  }
  std::vector<std::string> list(std::vector<std::string> environment = {}) const {
    environment.push_back("PATH=" + (folder_.path() / "bin").string());
    std::vector<std::string> all;
    for (const Interpreter& one : interpreters(declaration_, environment)) {
      all.push_back(one.path + ", " + one.why);
    }
    return all;
  }

  test::TemporaryFolder folder_;
  Declaration declaration_;
};

TEST_F(Interpreters, InTheirOrder) {
  const auto tree = program("repo/db/.venv/bin/python");
  const auto repository = program("repo/.venv/bin/python");
  const auto active = program("active/bin/python");
  const auto behind_alembic = program("opt/python3");
  program("bin/alembic", "#!" + behind_alembic + "\nimport alembic\n");
  const auto on_path = program("bin/python3");
  EXPECT_THAT(
      list({"VIRTUAL_ENV=" + (folder_.path() / "active").string()}),
      ElementsAre(tree + ", the tree's .venv", repository + ", the repository's .venv",
                  active + ", $VIRTUAL_ENV", behind_alembic + ", the alembic command on PATH",
                  on_path + ", python3 on PATH"));
}

TEST_F(Interpreters, TheDeclaredOneIsTheOnlyOneEvenWhereItIsNotThere) {
  program("bin/python3");
  declaration_.python = "/nowhere/python";
  EXPECT_THAT(list(), ElementsAre("/nowhere/python, the declaration's python"));
}

TEST_F(Interpreters, WhatIsNotThereIsLeftOut) {
  EXPECT_THAT(list({"VIRTUAL_ENV=/nowhere"}), IsEmpty());
  EXPECT_THAT(list({"VIRTUAL_ENV="}), IsEmpty());
  EXPECT_THAT(interpreters(declaration_, {}), IsEmpty());
}

TEST_F(Interpreters, OneThatIsFoundTwiceIsListedOnce) {
  const auto python = program("bin/python3");
  program("bin/alembic", "#!" + python + "\n");
  EXPECT_THAT(list(), ElementsAre(python + ", the alembic command on PATH"));
}

TEST_F(Interpreters, TheFirstLineOfAScriptHasManyForms) {
  const auto python = program("opt/python");
  const auto named = program("bin/python3");
  const auto behind = [&](const std::string& line) {
    program("bin/alembic", line);
    return list().front();
  };
  const std::string found = python + ", the alembic command on PATH";
  EXPECT_EQ(behind("#!" + python), found);
  EXPECT_EQ(behind("#! \t" + python + " -E\nimport x\n"), found);
  EXPECT_EQ(behind("#!" + python + "\r\n"), found);
  EXPECT_EQ(behind("#!/usr/bin/env python3\n"), named + ", the alembic command on PATH");
  EXPECT_EQ(behind("#!/usr/bin/env  python3 -E\r\n"), named + ", the alembic command on PATH");
  const std::string none = named + ", python3 on PATH";
  for (const char* line : {"", "\n", "#!", "#!\n", "#! ", "#!/nowhere/python\n",
                           "\x7f"
                           "ELF\xff",
                           "#!/usr/bin/env ", "#!/usr/bin/env nowhere\n", "import alembic\n"}) {
    EXPECT_EQ(behind(line), none) << line;
  }
}

// `env -S` splits its argument itself (env(1)); options before the name are skipped.
TEST_F(Interpreters, EnvMayHaveOptions) {
  const auto named = program("bin/python3");
  program("bin/alembic", "#!/usr/bin/env -S python3 -E\n");
  EXPECT_THAT(list(), ElementsAre(named + ", the alembic command on PATH"));
}

}  // namespace
}  // namespace gate
