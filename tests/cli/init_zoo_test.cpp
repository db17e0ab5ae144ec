// Every tree of the zoo and every healthy fixture as a repository that nobody has declared: gate
// init, then gate, which is green wherever the tree is, or init has said what is still missing.
#include <gmock/gmock.h>

#include "tests/support/fixture.h"
#include "tests/support/listener.h"
#include "tests/support/need.h"
#include "tests/support/zoo.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::IsEmpty;

class InitZoo : public testing::TestWithParam<std::string> {};

// `healthy`: whether gate is green on the tree when all is declared.
void expect_declared_and_gated(const Sandbox& sandbox, const std::string& repository,
                               bool healthy) {
  fs::remove_all(sandbox.path() / repository / "seeds");
  const auto declared = sandbox.gate_as_is({"init", "--root", repository});
  EXPECT_EQ(declared.code, 0) << declared.out << declared.err;
  EXPECT_THAT(declared.out, HasSubstr("\nNext: gate --root "));
  const auto gated = sandbox.gate({"--root", repository});
  const bool said = declared.out.find("Still missing or to be checked:") != std::string::npos;
  if (healthy && !said) {
    EXPECT_EQ(gated.code, 0) << declared.out << gated.out << gated.err;
  }
  EXPECT_THAT(sandbox.leftovers(), IsEmpty());
}

TEST_P(InitZoo, ThenGate) {
  const ZooTree tree = read_zoo_tree(GetParam());
  for (const std::string module : tree.expected.value("needs", nlohmann::json::array())) {
    GATE_NEED(has_module(module), "the module " + module);
  }
  if (const auto plugin = missing_plugin(tree); !plugin.empty()) {
    GTEST_SKIP() << "only scripts/matrix has " << plugin;
  }
  Sandbox sandbox;
  ForbiddenPort forbidden;
  lay_out(sandbox, tree, forbidden.port());
  const auto expected = expected_of(tree, "driver", alembic_version());
  expect_declared_and_gated(
      sandbox, "repository",
      expected.value("exit", 0) == 0 && !expected.value("only_a_run_shows", false));
  EXPECT_EQ(forbidden.connections(), 0);
}

INSTANTIATE_TEST_SUITE_P(All, InitZoo, testing::ValuesIn(zoo_names()), [](const auto& sample) {
  std::string name = sample.param;
  for (auto& letter : name) letter = letter == '-' ? '_' : letter;
  return name;
});

TEST(InitFixtures, ThenGate) {
  for (const std::string name : {"monorepo", "bookshop", "clinic"}) {
    Sandbox sandbox;
    fs::copy(fixtures_folder() / name, sandbox.path() / name, fs::copy_options::recursive);
    expect_declared_and_gated(sandbox, name, true);
  }
}

}  // namespace
}  // namespace gate::test
