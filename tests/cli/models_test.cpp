// `--models`: what Alembic's autogenerate finds between the models and the migrated database.
#include <gmock/gmock.h>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Models : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "",
                      "op.create_table('orders', sa.Column('id', sa.Integer, primary_key=True))",
                      "op.drop_table('orders')");
    sandbox.write("db/migrations/env.py",
                  "import os\nimport sqlalchemy as sa\nfrom alembic import context\n"
                  "models = sa.MetaData()\n"
                  "sa.Table('orders', models, sa.Column('id', sa.Integer, primary_key=True),\n"
                  "         sa.Column('total', sa.Integer))\n"
                  "with sa.create_engine(os.environ['DATABASE_URL']).connect() as connection:\n"
                  "    context.configure(connection=connection, target_metadata=models)\n"
                  "    with context.begin_transaction():\n"
                  "        context.run_migrations()\n");
  }
  void TearDown() override { EXPECT_THAT(sandbox.leftovers(), IsEmpty()); }
  Sandbox sandbox;
};

TEST_P(Models, WhatTheyHaveAndTheDatabaseLacksIsANote) {
  const Outcome outcome = sandbox.gate({"--models", "--via", GetParam()});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  const json findings = outcome.report["trees"][0]["findings"];
  ASSERT_THAT(findings, SizeIs(1)) << outcome.out << outcome.err;
  EXPECT_EQ(findings[0]["kind"], "model-drift");
  EXPECT_EQ(findings[0]["severity"], "note");
  EXPECT_THAT(findings[0]["detail"], AllOf(HasSubstr("add_column"), HasSubstr("total")));
}

INSTANTIATE_TEST_SUITE_P(Ways, Models, testing::Values("driver", "cli"),
                         [](const auto& sample) { return std::string(sample.param); });

}  // namespace
}  // namespace gate::test
