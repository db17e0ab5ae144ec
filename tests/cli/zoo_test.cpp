// Every tree of the zoo, run for real by gate's own driver and by the plain alembic commands: what
// fixtures/zoo/<name>/zoo.json says comes out, and no connection goes anywhere else.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <sstream>

#include "tests/support/listener.h"
#include "tests/support/need.h"
#include "tests/support/zoo.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

// Only the keys that are expected are compared.
void expect_keys(const json& found, const json& expected) {
  for (const auto& [key, value] : expected.items()) {
    EXPECT_EQ(found.value(key, json()), value) << "in " << key << " of " << found.dump(2);
  }
}

void expect_list(const char* what, const json& found, const json& expected) {
  EXPECT_EQ(found.size(), expected.size()) << what << ": " << found.dump(2);
  for (std::size_t index = 0; index < std::min(found.size(), expected.size()); ++index) {
    expect_keys(found[index], expected[index]);
  }
}

class Zoo : public testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    GATE_NEED(!alembic.empty(), "Alembic");
    for (const std::string module : tree.expected.value("needs", json::array())) {
      GATE_NEED(has_module(module), "the module " + module);
    }
    if (const auto plugin = missing_plugin(tree); !plugin.empty()) {
      GTEST_SKIP() << "only scripts/matrix has " << plugin;
    }
  }

  void expect_verdict(const std::string& via) {
    lay_out(sandbox, tree, forbidden.port());
    const json expected = expected_of(tree, via, alembic);
    const auto outcome = sandbox.gate_as_is(arguments(expected, via), environment(expected));
    const std::string told = outcome.out + outcome.err;
    EXPECT_EQ(outcome.code, expected.value("exit", 0)) << told;
    EXPECT_EQ(forbidden.connections(), 0) << told;
    for (const std::string words : expected.value("told", json::array())) {
      EXPECT_THAT(told, HasSubstr(words));
    }
    expect_report(outcome.report, expected);
    EXPECT_THAT(sandbox.leftovers(), IsEmpty());
  }

  std::vector<std::string> arguments(const json& expected, const std::string& via) const {
    const char* const server = std::getenv("GATE_ZOO_SERVER");
    auto words = words_of(server != nullptr ? server : "--server local");
    words.insert(words.end(), {"--json", "report.json", "--via", via});
    if (expected.contains("ini")) {
      words.insert(words.end(), {"--ini", "repository/" + std::string(expected["ini"])});
    } else {
      words.insert(words.end(), {"--root", "repository"});
    }
    for (const std::string word : expected.value("arguments", json::array())) words.push_back(word);
    return words;
  }

  std::map<std::string, std::string> environment(const json& expected) const {
    std::map<std::string, std::string> all;
    const json variables = expected.value("environment", json::object());
    for (const auto& [name, value] : variables.items()) {
      all[name] = value;
    }
    for (auto& [name, value] : all) {
      if (const auto at = value.find("FORBIDDEN"); at != value.npos) {
        value.replace(at, 9, std::to_string(forbidden.port()));
      }
    }
    return all;
  }

  void expect_report(const json& report, const json& expected) const {
    if (report.is_null()) {
      EXPECT_GE(expected.value("exit", 0), 2) << "no report was written";
      return;
    }
    const json found = report["trees"].empty() ? json::object() : report["trees"][0];
    expect_list("findings", found.value("findings", json::array()),
                expected.value("findings", json::array()));
    expect_list("errors", report["errors"], expected.value("errors", json::array()));
    if (expected.contains("heads")) {
      EXPECT_EQ(found.value("heads", json()), expected["heads"]);
    }
    if (expected.contains("steps")) {
      expect_list("steps", found.value("steps", json::array()), expected["steps"]);
    }
  }

  const ZooTree tree = read_zoo_tree(GetParam());
  const std::string alembic = alembic_version();
  Sandbox sandbox;
  ForbiddenPort forbidden;
};

TEST_P(Zoo, ByTheDriver) { expect_verdict("driver"); }

TEST_P(Zoo, ByThePlainCommands) { expect_verdict("cli"); }

INSTANTIATE_TEST_SUITE_P(All, Zoo, testing::ValuesIn(zoo_names()), [](const auto& sample) {
  std::string name = sample.param;
  for (auto& letter : name) letter = letter == '-' ? '_' : letter;
  return name;
});

}  // namespace
}  // namespace gate::test
