// Faults behind the first one: told once, and only where the run did not get.
#include <gmock/gmock.h>

#include "gate/diagnosis/next_faults.h"
#include "tests/unit/diagnosis/evidence.h"

namespace gate {
namespace {

using testing::ElementsAre;

Finding on(const std::string& kind, const std::string& revision, const std::string& subject) {
  Finding made;
  made.kind = kind;
  made.mode = "F";
  made.revision = revision;
  made.file = revision + ".py";
  made.facts = {{kind == "missing-role" ? "role" : "table", subject}};
  return made;
}

std::vector<std::string> told(const Evidence& seen, std::vector<Finding> sources) {
  std::vector<Finding> findings = {on("missing-role", "0002", "reader")};
  add_what_comes_next(findings, std::move(sources), seen);
  std::vector<std::string> kinds;
  for (const Finding& one : findings) kinds.push_back(one.kind + " " + one.revision);
  return kinds;
}

TEST(NextFaults, WhatIsAheadIsToldOnce) {
  const Evidence seen = chain(refused("42704", "role \"reader\" does not exist"));
  EXPECT_THAT(
      told(seen, {on("duplicate-table", "0003", "orders"), on("missing-role", "0003", "reader"),
                  on("duplicate-table", "0001", "users")}),
      ElementsAre("missing-role 0002", "duplicate-table 0003"));
}

TEST(NextFaults, NoChainNoOrder) {
  Evidence seen = chain(refused("42704", "role \"reader\" does not exist"));
  seen.graph_faults = {{GraphFaultKind::missing_parent, "0002", "0009", {}, {}}};
  EXPECT_THAT(
      told(seen, {on("duplicate-table", "0003", "orders"), on("missing-role", "0001", "writer")}),
      ElementsAre("missing-role 0002", "missing-role 0001"));
}

}  // namespace
}  // namespace gate
