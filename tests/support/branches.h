// A tree in a git repository whose branches collide, made on the spot.
#pragma once

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/support/git_tree.h"
#include "tests/support/sandbox.h"

namespace gate::test {

// `main` has 0001 and 0002 of the tree `shop`; what a test adds goes into db/migrations/versions.
class Branches : public testing::Test {
 protected:
  void SetUp() override {
    sandbox.write(".gitignore", "tmp/\nstdout\nstderr\nreport.json\n__pycache__/\n");
    sandbox.make_tree();
    sandbox.declare();
    version("0001_first.py", "0001", "");
    version("0002_second.py", "0002", "0001");
    tree.commit("begin");
  }
  void TearDown() override { EXPECT_THAT(sandbox.leftovers(), testing::IsEmpty()); }

  static std::string path(const std::string& name) { return "db/migrations/versions/" + name; }
  void version(const std::string& name, const std::string& id, const std::string& down) const {
    sandbox.write(path(name),
                  "\"\"\"" + name + "\"\"\"\nrevision = '" + id +
                      "'\ndown_revision = " + (down.empty() ? "None" : "'" + down + "'") +
                      "\n\n\ndef upgrade():\n    pass\n\n\ndef downgrade():\n"
                      "    pass\n");
  }
  // A branch cut from another one, with one migration. Gives the commit.
  std::string branch_with(const std::string& branch, const std::string& name, const std::string& id,
                          const std::string& down, const std::string& from = "main") {
    tree.go_to(from);
    tree.branch(branch);
    version(name, id, down);
    return tree.commit(branch);
  }
  // The branch `feature` with one migration, after which `main` moves on.
  std::string base_moves_on(const std::string& name, const std::string& id, const std::string& down,
                            const std::string& subject = "rival") {
    tree.go_to("main");
    version(name, id, down);
    const auto commit = tree.commit(subject);
    tree.go_to("feature");
    return commit;
  }
  // The findings of the one tree.
  nlohmann::json gate(int code, std::vector<std::string> arguments) {
    outcome = sandbox.gate(std::move(arguments));
    EXPECT_EQ(outcome.code, code) << outcome.out << outcome.err;
    if (!outcome.report.is_object() || outcome.report["trees"].empty()) return {};
    return outcome.report["trees"][0]["findings"];
  }
  nlohmann::json check(int code, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "check");
    return gate(code, std::move(arguments));
  }
  // What `gate next` says of the one tree.
  nlohmann::json next(std::vector<std::string> arguments = {}) {
    arguments.insert(arguments.begin(), "next");
    arguments.insert(arguments.end(), {"--json", "-"});
    outcome = sandbox.gate_as_is(std::move(arguments));
    EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
    return nlohmann::json::parse(outcome.out)["trees"][0];
  }

  Sandbox sandbox;
  GitTree tree{sandbox.path()};
  Outcome outcome;
};

}  // namespace gate::test
