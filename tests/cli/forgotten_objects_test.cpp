// For every kind of object: a migration whose downgrade forgets it makes gate red, and gate names
// it; the same migration with an honest downgrade is green.
#include "tests/support/forgotten_objects.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cctype>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using nlohmann::json;

// Past SQLAlchemy, for which a colon or a percent sign can be a parameter.
std::string run(const std::string& sql) {
  return sql.empty()
             ? "pass"
             : fmt::format("op.get_bind().connection.cursor().execute({})", json(sql).dump());
}

class ForgottenObjects : public testing::TestWithParam<ForgottenObject> {
 protected:
  Outcome gate(const std::string& downgrade) {
    const ForgottenObject& one = GetParam();
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "", run(one.setup));
    sandbox.migration("0002", "0001", run(one.upgrade), run(downgrade));
    return sandbox.gate({});
  }
  Sandbox sandbox;
};

bool is_told(const json& finding, const ForgottenObject& one) {
  const json& all = finding["differences"];
  return std::any_of(all.begin(), all.end(), [&](const json& difference) {
    // Whose name is that of whoever runs the test, is known by its kind alone.
    const bool named = one.object.empty() || difference["name"] == one.object;
    return named && difference["kind"] == one.kind && difference["change"] == to_string(one.change);
  });
}

TEST_P(ForgottenObjects, MakesGateRedAndIsNamed) {
  const ForgottenObject& one = GetParam();
  const Outcome outcome = gate(one.downgrade);
  const json findings = outcome.report["trees"][0]["findings"];
  ASSERT_EQ(findings.empty(), false) << outcome.out << outcome.err;
  EXPECT_EQ(findings[0]["kind"], "silent-residue") << outcome.out;
  EXPECT_EQ(findings[0]["revision"], "0002");
  EXPECT_EQ(findings[0]["file"], "db/migrations/versions/0002.py");
  EXPECT_TRUE(is_told(findings[0], one)) << findings[0].dump(2);
  // What is tolerated stays a note, unless the second upgrade stumbles over it.
  if (one.tolerance.empty()) {
    EXPECT_EQ(outcome.code, 1) << outcome.out;
  }
}

class HonestDowngrades : public ForgottenObjects {};

TEST_P(HonestDowngrades, AreGreen) {
  const Outcome outcome = gate(GetParam().honest_downgrade);
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  for (const json& finding : outcome.report["trees"][0]["findings"]) {
    EXPECT_EQ(finding["severity"], "note") << finding.dump(2);
  }
}

std::string name_of(const testing::TestParamInfo<ForgottenObject>& sample) {
  std::string name = sample.param.name;
  for (char& letter : name) {
    if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
  }
  return name;
}

// The fingerprint's own test has all of them; here a few go the whole way.
std::vector<ForgottenObject> a_few() {
  std::vector<ForgottenObject> few;
  const auto all = forgotten_objects();
  for (std::size_t index = 0; index < all.size(); index += 8) few.push_back(all[index]);
  return few;
}

INSTANTIATE_TEST_SUITE_P(All, ForgottenObjects, testing::ValuesIn(forgotten_objects()), name_of);
INSTANTIATE_TEST_SUITE_P(Few, HonestDowngrades, testing::ValuesIn(a_few()), name_of);

}  // namespace
}  // namespace gate::test
