// Every fixture, run for real: the broken one ends with what its fixture.json says, by gate's own
// driver and by the plain alembic commands; the mended one is green.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <regex>
#include <set>

#include "gate/diagnosis/cause.h"
#include "tests/support/annotated.h"
#include "tests/support/fixture.h"
#include "tests/support/github_runner.h"

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::IsEmpty;

// A finding that both ways see has to be the same; what only a text could tell is left out.
void expect_finding(const json& found, const json& expected) {
  for (const auto& [key, value] : expected.items()) {
    if (key != "facts") {
      EXPECT_EQ(found.value(key, json()), value) << "in " << key;
      continue;
    }
    for (const auto& [name, fact] : value.items()) {
      EXPECT_EQ(found.value("facts", json::object()).value(name, json()), fact)
          << "in the fact " << name;
    }
  }
}

// What differs from run to run and from machine to machine: times, versions, the commands by hand,
// what was printed.
std::string settled(const std::string& out, const fs::path& sandbox) {
  static const std::regex times(R"(\d+\.\d+ s)");
  static const std::regex server(R"(\n  (PostgreSQL \d|/)[^✓✗]*?(\n  [✓✗-]))");
  static const std::regex last_words(R"((last words:)\n[^]*?\n(hint|\n))");
  static const std::regex by_hand(R"((output of [^\n]*|[^\n]* by hand)\n(.+\n)*\n)");
  static const std::regex commit(R"(\b[0-9a-f]{7,10}\b)");  // revision ids are shorter or longer
  std::string text = std::regex_replace(out, times, "N s");
  text = std::regex_replace(text, commit, "(commit)");
  text = std::regex_replace(text, by_hand, "");
  text = std::regex_replace(text, server, "\n  (server and interpreter)$2");
  text = std::regex_replace(text, last_words, "$1 ...\n$2");
  for (auto at = text.find(sandbox.string()); at != text.npos; at = text.find(sandbox.string())) {
    text.replace(at, sandbox.string().size(), "(sandbox)");
  }
  return text;
}

void expect_golden(const std::string& cause, const std::string& text) {
  const auto file = fs::path(GATE_SOURCE_DIR) / "tests/golden/findings" / (cause + ".txt");
  if (std::getenv("GATE_UPDATE_GOLDEN") != nullptr) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
  EXPECT_EQ(read_file(file), text) << "in " << file;
}

void expect_all(const json& found, const json& expected) {
  for (std::size_t index = 0; index < std::min(found.size(), expected.size()); ++index) {
    expect_finding(found[index], expected[index]);
  }
  EXPECT_EQ(found.size(), expected.size()) << found.dump(2);
}

class Fixtures : public testing::TestWithParam<std::string> {
 protected:
  Outcome run(const std::string& via, std::vector<std::string> arguments = {},
              const std::map<std::string, std::string>& environment = {}) const {
    for (const auto& word : arguments_for(fixture)) arguments.push_back(word);
    for (const std::string option : fixture.expected.value("options", json::array())) {
      arguments.push_back(option);
    }
    arguments.insert(arguments.end(), {"--via", via});
    return sandbox.gate(std::move(arguments), environment);
  }
  Outcome expect_broken(const std::string& via,
                        const std::map<std::string, std::string>& environment = {}) {
    const json& expected = fixture.expected;
    lay_out_broken(sandbox, fixture);
    const auto outcome =
        run(via, expected.value("arguments", std::vector<std::string>{}), environment);
    EXPECT_EQ(outcome.code, expected.at("exit")) << outcome.out << outcome.err;
    if (outcome.report.is_null()) return outcome;
    expect_all(outcome.report["trees"][0]["findings"], expected.value("findings", json::array()));
    expect_all(outcome.report["errors"], expected.value("errors", json::array()));
    EXPECT_THAT(sandbox.leftovers(), IsEmpty());
    return outcome;
  }
  const Fixture fixture = read_fixture(GetParam());
  Sandbox sandbox;
};

TEST_P(Fixtures, BrokenIsNamedByTheDriver) {
  const auto outcome = expect_broken("driver");
  const auto cause = cause_of(fixture);
  if (fixture_for(cause)->name == fixture.name) {
    expect_golden(cause, settled(outcome.out, sandbox.path()));
  }
}

// As a job of GitHub Actions. What is declared is in a folder of git's working tree; an undeclared
// tree's files are named from that tree's root anyway.
TEST_P(Fixtures, BrokenIsNamedTheSameByThePlainCommandsAndBesideTheCode) {
  const auto healthy = sandbox.path() / fixture.expected.at("healthy").get<std::string>();
  const bool has_history = fixture.expected.contains("history");
  const bool whole = has_history || arguments_for(fixture)[0] == "--ini";
  const auto root = whole ? healthy : sandbox.path();
  fs::create_directories(root);
  const auto git_init = "git init -q '" + root.string() + "'";
  ASSERT_EQ(has_history ? 0 : std::system(git_init.c_str()), 0);
  const auto outputs = sandbox.path() / "outputs";
  const auto outcome =
      expect_broken("cli", {{"GITHUB_ACTIONS", "true"}, {"GITHUB_OUTPUT", outputs.string()}});
  ASSERT_FALSE(outcome.report.is_null());
  expect_annotated(outcome, root);
  EXPECT_EQ(outputs_in(read_file(outputs))["verdict"], outcome.report["verdict"]);
}

TEST_P(Fixtures, MendedIsGreen) {
  lay_out_mended(sandbox, fixture);
  const auto outcome =
      run("driver", has_branches(fixture)
                        ? fixture.expected.value("arguments", std::vector<std::string>{})
                        : std::vector<std::string>{});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

INSTANTIATE_TEST_SUITE_P(All, Fixtures, testing::ValuesIn(fixture_names()), [](const auto& sample) {
  std::string name = sample.param;
  for (auto& letter : name) letter = letter == '-' ? '_' : letter;
  return name;
});

}  // namespace
}  // namespace gate::test
