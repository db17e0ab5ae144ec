#include "gate/report/fingerprint.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

Finding role() {
  Finding finding;
  finding.kind = "missing-role";
  finding.revision = "0041";
  finding.path = "versions/0041.py";
  finding.line = 12;
  finding.facts = {{"role", "raptor_metrics"}};
  return finding;
}

std::string alone(const Finding& finding) { return Fingerprints().of("raptor", finding); }

TEST(Fingerprints, StayWhereTheFaultMovesOrIsToldOtherwise) {
  auto later = role();
  later.line = 40;
  later.message = "on port 45123";
  later.excerpt = {39, {"x"}};
  EXPECT_EQ(alone(role()), alone(later));
}

TEST(Fingerprints, DifferWithWhatTheFaultIs) {
  for (const auto change : {+[](Finding& one) { one.kind = "missing-schema"; },
                            +[](Finding& one) { one.revision = "0042"; },
                            +[](Finding& one) { one.path = "versions/0042.py"; },
                            +[](Finding& one) { one.facts[0].second = "other"; },
                            +[](Finding& one) { one.facts.clear(); }}) {
    auto other = role();
    change(other);
    EXPECT_NE(alone(role()), alone(other));
  }
  EXPECT_NE(alone(role()), Fingerprints().of("console", role()));
}

TEST(Fingerprints, AreNeverAlikeInOneReport) {
  Fingerprints one;
  const auto first = one.of("raptor", role());
  EXPECT_NE(one.of("raptor", role()), first);
  EXPECT_EQ(first, alone(role()));
}

}  // namespace
}  // namespace gate
