// The commands that a red run prints do what the gate did, when they are typed in.
#include <gmock/gmock.h>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using testing::HasSubstr;

TEST(ByHand, TheCommandsOfARedRunFailTheSameWay) {
  Sandbox sandbox;
  sandbox.make_tree();
  sandbox.declare({{"prerequisites",
                    {{{"role", {{"name", "shop_app"}, {"login", false}}},
                      {"required_by", "0001"},
                      {"label", "create shop_app role"}}}}});
  sandbox.migration("0001", "",
                    "op.create_table('shelf', sa.Column('id', sa.Integer))\n"
                    "op.execute('GRANT SELECT ON shelf TO shop_app')\n"
                    "op.execute('GRANT SELECT ON shelf TO nobody_knows')");
  const auto outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 1);
  std::string script;
  for (const auto& line : outcome.report["trees"][0]["reproduce"]) {
    script += line.get<std::string>() + "\n";
  }
  sandbox.write("by_hand.sh", script);
  const std::string output = (sandbox.path() / "output").string();
  const std::string command =
      "bash " + (sandbox.path() / "by_hand.sh").string() + " > " + output + " 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_THAT(read_file(output), HasSubstr("role \"nobody_knows\" does not exist"));
  EXPECT_FALSE(std::filesystem::exists("/tmp/gate-by-hand"));
}

}  // namespace
}  // namespace gate::test
