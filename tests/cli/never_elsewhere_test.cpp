// Wherever a tree takes its URL from, the real database never hears of the run.
#include <gmock/gmock.h>

#include "tests/support/listener.h"
#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class NeverElsewhere : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    sandbox.make_tree();
    sandbox.declare();
    sandbox.migration("0001", "", "op.create_table('shelf', sa.Column('id', sa.Integer))",
                      "op.drop_table('shelf')");
    sandbox.migration("0002", "0001", "op.add_column('shelf', sa.Column('label', sa.Text))",
                      "op.drop_column('shelf', 'label')");
  }
  void TearDown() override {
    EXPECT_EQ(production.connections(), 0);
    EXPECT_THAT(sandbox.leftovers(), IsEmpty());
  }
  void env_with(const std::string& connect) {
    sandbox.write("db/migrations/env.py",
                  "import os\nfrom alembic import context\n"
                  "import sqlalchemy\n" +
                      connect +
                      "\nwith engine.connect() as connection:\n"
                      "    context.configure(connection=connection)\n"
                      "    with context.begin_transaction():\n        context.run_migrations()\n");
  }
  Outcome gate(const std::map<std::string, std::string>& environment = {}) {
    return sandbox.gate({"--via", GetParam()}, environment);
  }
  std::string port() const { return std::to_string(production.port()); }

  Sandbox sandbox;
  ForbiddenPort production;
};

TEST_P(NeverElsewhere, FromTheEnvironment) {
  const auto outcome = gate({{"DATABASE_URL", production.url()},
                             {"RAPTOR_APP_DATABASE_URL", production.url("postgres")}});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_P(NeverElsewhere, FromAVariableThatNobodyDeclared) {
  env_with("engine = sqlalchemy.create_engine(os.environ['SHOP_DSN'])");
  const auto outcome = gate({{"SHOP_DSN", production.url("postgresql+psycopg2")}});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_P(NeverElsewhere, FromLibpqsOwnVariables) {
  env_with("engine = sqlalchemy.create_engine('postgresql://')");
  const auto outcome = gate({{"PGHOST", "127.0.0.1"}, {"PGPORT", port()}, {"PGUSER", "prod"}});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_P(NeverElsewhere, FromAHostInTheFile) {
  env_with("engine = sqlalchemy.create_engine('" + production.url() + "')");
  const auto outcome = gate();
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_P(NeverElsewhere, FromACreator) {
  env_with(
      "import psycopg2\n"
      "engine = sqlalchemy.create_engine('postgresql://', creator=lambda: "
      "psycopg2.connect(host='127.0.0.1', port=" +
      port() + ", dbname='production'))");
  const auto outcome = gate();
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_P(NeverElsewhere, FromABareConnectionInAMigration) {
  sandbox.migration("0003", "0002",
                    "import psycopg2\n"
                    "connection = psycopg2.connect('host=127.0.0.1 port=" +
                        port() +
                        " dbname=production')\n"
                        "connection.cursor().execute('SELECT 1')\nconnection.close()");
  const auto outcome = gate();
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_P(NeverElsewhere, FromAnInterpreterThatAMigrationStarts) {
  sandbox.migration("0003", "0002",
                    "import subprocess\n"
                    "subprocess.check_call([sys.executable, '-c', \"import psycopg2; "
                    "psycopg2.connect('host=127.0.0.1 port=" +
                        port() + " dbname=production')\"])");
  const auto outcome = gate();
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_P(NeverElsewhere, FromAnAsyncEngine) {
  sandbox.write("db/migrations/env.py", R"(import asyncio
from alembic import context
from sqlalchemy.ext.asyncio import create_async_engine

def run(connection):
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()

async def main():
    engine = create_async_engine(")" + production.url("postgresql+asyncpg") +
                                            R"(")
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()

asyncio.run(main())
)");
  const auto outcome = gate();
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
}

TEST_P(NeverElsewhere, AnEngineOfAnotherDialectIsRefusedByName) {
  env_with("engine = sqlalchemy.create_engine('sqlite://')");
  const auto outcome = gate();
  EXPECT_EQ(outcome.code, 3) << outcome.out << outcome.err;
  EXPECT_THAT(outcome.report.dump(), HasSubstr("sqlite"));
  EXPECT_THAT(outcome.report.dump(), HasSubstr("migrations/env.py"));
}

// The first two walls are taken down by env.py itself: it digs out the driver's own connect and
// leads it to another database.
TEST_P(NeverElsewhere, AnEnvThatBreaksTheOtherWallsIsCaughtByItsStamp) {
  env_with(R"(
import psycopg2
raw = psycopg2._connect.__wrapped__
def elsewhere():
    first = raw('')
    first.autocommit = True
    cursor = first.cursor()
    cursor.execute("SELECT count(*) FROM pg_database WHERE datname = 'elsewhere'")
    if cursor.fetchone() == (0,):
        cursor.execute('CREATE DATABASE elsewhere')
    first.close()
    return raw('dbname=elsewhere')
engine = sqlalchemy.create_engine('postgresql://', creator=elsewhere))");
  const auto outcome = gate();
  EXPECT_EQ(outcome.code, 3) << outcome.out << outcome.err;
  EXPECT_EQ(outcome.report["errors"][0]["code"], "wrong-database");
  EXPECT_THAT(outcome.out, HasSubstr("holds no revision"));
}

TEST_P(NeverElsewhere, ThePasswordIsShownNowhere) {
  const auto outcome = gate({{"DATABASE_URL", production.url()}});
  EXPECT_THAT(outcome.out + outcome.err + outcome.report.dump(), Not(HasSubstr("secret")));
}

TEST_P(NeverElsewhere, APasswordThatAMigrationPrintsOrRaisesIsTakenOut) {
  const std::string word = (sandbox.path() / "word").string();
  sandbox.migration("0003", "0002",
                    "open('" + word +
                        "', 'w').write(os.environ['PGPASSWORD'])\n"
                        "print(os.environ['DATABASE_URL'])\n"
                        "raise RuntimeError('cannot use ' + os.environ['DATABASE_URL'])");
  const auto outcome = sandbox.gate({"--via", GetParam(), "--verbose"});
  EXPECT_EQ(outcome.code, 1);
  const std::string password = read_file(word);
  ASSERT_GE(password.size(), 16u);
  EXPECT_THAT(outcome.out + outcome.err + outcome.report.dump(), Not(HasSubstr(password)));
  EXPECT_THAT(outcome.out, HasSubstr("postgres:***@"));
}

INSTANTIATE_TEST_SUITE_P(BothWays, NeverElsewhere, testing::Values("driver", "cli"),
                         [](const auto& way) { return std::string(way.param); });

}  // namespace
}  // namespace gate::test
