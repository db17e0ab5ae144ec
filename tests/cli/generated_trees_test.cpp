// Trees that scripts/make-tree makes from a seed: the valid ones are green, of the others the one
// fault is named where it is, by gate's own driver and by the plain alembic commands.
//
// A few, of moderate size; scripts/accuracy runs as many as one likes.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>
#include <ostream>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using nlohmann::json;

struct Seed {
  std::string fault;  // empty: valid
  int number;
  int revisions;
};

void PrintTo(const Seed& seed, std::ostream* out) {
  *out << fmt::format("seed {}, {} revisions, {}", seed.number, seed.revisions,
                      seed.fault.empty() ? "valid" : seed.fault);
}

std::vector<Seed> seeds() {
  std::vector<Seed> all{{"", 1, 50}, {"", 2, 70}, {"", 3, 90}};
  int number = 100;
  for (const char* fault :
       {"missing-role", "missing-seed-row", "multiple-heads", "duplicate-revision",
        "non-immutable-index", "broken-down-revision", "duplicate-table", "irreversible-downgrade",
        "silent-residue", "migration-error", "postgres-incompatibility", "insufficient-privilege",
        "timeout-or-lock", "revision-cycle"}) {
    all.push_back({fault, ++number, 25});
  }
  return all;
}

// What has to come out of it.
json make_tree(const Sandbox& sandbox, const Seed& seed) {
  const auto told = (sandbox.path() / "told.json").string();
  const std::string fault = seed.fault.empty() ? "" : "--fault " + seed.fault;
  const auto command =
      fmt::format("/usr/bin/python3 -B {}/scripts/make-tree --seed {} --revisions {} {} {} > {}",
                  GATE_SOURCE_DIR, seed.number, seed.revisions, fault,
                  (sandbox.path() / "tree").string(), told);
  if (std::system(command.c_str()) != 0) return json();
  return json::parse(read_file(told), nullptr, false);
}

// Notes are told besides.
json serious(const json& findings) {
  json kept = json::array();
  for (const json& one : findings) {
    if (one.at("severity") != "note") kept.push_back(one);
  }
  return kept;
}

class GeneratedTrees : public testing::TestWithParam<Seed> {
 protected:
  void expect_verdict(const std::string& via) {
    const json told = make_tree(sandbox, GetParam());
    ASSERT_TRUE(told.is_object());
    const auto outcome = sandbox.gate({"--ini", "tree/alembic.ini", "--via", via});
    ASSERT_TRUE(outcome.report.is_object()) << outcome.out << outcome.err;
    EXPECT_EQ(outcome.report["verdict"], told["verdict"]) << outcome.out << outcome.err;
    const json found = serious(outcome.report["trees"][0]["findings"]);
    ASSERT_EQ(found.size(), told["findings"].size()) << outcome.out;
    for (std::size_t index = 0; index < found.size(); ++index) {
      for (const auto& [key, value] : told["findings"][index].items()) {
        EXPECT_EQ(found[index].value(key, json()), value) << "in " << key;
      }
    }
  }
  Sandbox sandbox;
};

TEST_P(GeneratedTrees, AreJudgedRightByTheDriver) { expect_verdict("driver"); }

TEST_P(GeneratedTrees, AreJudgedRightByThePlainCommands) { expect_verdict("cli"); }

INSTANTIATE_TEST_SUITE_P(All, GeneratedTrees, testing::ValuesIn(seeds()), [](const auto& sample) {
  std::string name = sample.param.fault.empty() ? "valid" : sample.param.fault;
  for (auto& letter : name) letter = letter == '-' ? '_' : letter;
  return fmt::format("{}_{}", name, sample.param.number);
});

}  // namespace
}  // namespace gate::test
