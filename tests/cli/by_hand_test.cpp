// The commands that a red run prints do what the gate did, when they are typed in.
#include <gmock/gmock.h>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using testing::HasSubstr;

// Runs gate, which has to be red, then its commands, and gives what those print.
std::string output_by_hand(Sandbox& sandbox) {
  const auto outcome = sandbox.gate({});
  EXPECT_EQ(outcome.code, 1) << outcome.out;
  std::string script;
  for (const auto& line : outcome.report["trees"][0]["reproduce"]) {
    script += line.get<std::string>() + "\n";
  }
  sandbox.write("by_hand.sh", script);
  const std::string output = (sandbox.path() / "output").string();
  const std::string command =
      "bash " + (sandbox.path() / "by_hand.sh").string() + " > " + output + " 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  EXPECT_FALSE(std::filesystem::exists("/tmp/gate-by-hand"));
  return read_file(output);
}

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
  EXPECT_THAT(output_by_hand(sandbox), HasSubstr("role \"nobody_knows\" does not exist"));
}

// env.py takes its URL from the ini, and that is production's.
TEST(ByHand, NeverGoToTheDatabaseThatTheIniNames) {
  Sandbox sandbox;
  sandbox.make_tree();
  sandbox.declare();
  sandbox.write("db/alembic.ini",
                "[alembic]\nscript_location = migrations\n"
                "sqlalchemy.url = postgresql://nobody@db.invalid/production\n");
  sandbox.write("db/migrations/env.py",
                "from alembic import context\nfrom sqlalchemy import engine_from_config, pool\n"
                "engine = engine_from_config(context.config.get_section('alembic'),\n"
                "                            poolclass=pool.NullPool)\n"
                "with engine.connect() as connection:\n"
                "    context.configure(connection=connection)\n"
                "    with context.begin_transaction():\n"
                "        context.run_migrations()\n");
  sandbox.migration("0001", "", "op.execute('GRANT SELECT ON x TO nobody_knows')");
  EXPECT_THAT(output_by_hand(sandbox), HasSubstr("relation \"x\" does not exist"));
  EXPECT_FALSE(std::filesystem::exists(sandbox.path() / "db/by-hand.ini"));
}

}  // namespace
}  // namespace gate::test
