// Wall (b): whatever could lead a migration to a real database is taken out of its environment.
#include "gate/alembic/child_environment.h"

#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(HoldsDatabaseUrl, UrlsOfServersInAnyDialectAndPlace) {
  for (const char* value : {"postgresql://u:p@db.example.com:5432/shop",
                            "postgres://db/shop",
                            "POSTGRESQL://db/shop",
                            "postgresql+asyncpg://db/shop",
                            "postgresql+psycopg2://db/shop?sslmode=require",
                            "postgis://db/shop",
                            "psql://db",
                            "mysql://db/shop",
                            "mysql+pymysql://db/shop",
                            "mariadb://db/shop",
                            "oracle+cx_oracle://db",
                            "mssql+pyodbc://db",
                            "cockroachdb://db/shop",
                            "redshift+psycopg2://db/shop",
                            "snowflake://account",
                            "mongodb+srv://db/shop",
                            "jdbc:postgresql://db/shop",
                            "{\"url\": \"postgresql://db/shop\"}",
                            "https://example.com postgresql://db/shop",
                            "'postgresql://db/shop'"}) {
    EXPECT_TRUE(holds_database_url(value)) << value;
  }
}

TEST(HoldsDatabaseUrl, ConnectionStringsOfLibpq) {
  EXPECT_TRUE(holds_database_url("host=db.example.com dbname=shop user=u password=p"));
  EXPECT_TRUE(holds_database_url("dbname=shop hostaddr=10.0.0.1"));
  EXPECT_TRUE(holds_database_url("service=prod user=shop"));
}

TEST(HoldsDatabaseUrl, OtherValuesAreTheUsersOwn) {
  for (const char* value :
       {"", "/usr/bin:/bin", "https://example.com/postgresql", "redis://cache:6379/0",
        "sqlite:///shop.db", "unix:///var/run/docker.sock", "postgresql", "://", "postgresql:/",
        "host=example.com", "dbname=shop", "notpostgresql://db", "port=5432", "http://host=x"}) {
    EXPECT_FALSE(holds_database_url(value)) << value;
  }
}

TEST(Scrub, KeepsEverythingElseInItsOrder) {
  const std::vector<std::string> harmless{
      "PATH=/usr/bin:/bin", "HOME=/root", "EMPTY=",   "NO_EQUALS",
      "LC_ALL=C.UTF-8",     "A=b=c",      "pghost=db"};
  const ChildEnvironment scrubbed = scrub(harmless);
  EXPECT_EQ(scrubbed.entries, harmless);
  EXPECT_THAT(scrubbed.replace, IsEmpty());
}

TEST(Scrub, TakesEveryPostgresVariableOut) {
  const ChildEnvironment scrubbed =
      scrub({"PGHOST=db", "PGPASSWORD=secret", "PGSERVICEFILE=/x", "PGPASSFILE=", "A=b"});
  EXPECT_THAT(scrubbed.entries, ElementsAre("A=b"));
  EXPECT_THAT(scrubbed.replace, IsEmpty());
}

TEST(Scrub, RemembersTheSchemeOfPostgresUrls) {
  const ChildEnvironment scrubbed = scrub({"DATABASE_URL=postgresql+asyncpg://u:p@db/shop",
                                           "OLD=postgres://db/shop", "UPPER=POSTGRESQL://db/shop"});
  EXPECT_THAT(scrubbed.entries, IsEmpty());
  EXPECT_THAT(scrubbed.replace, ElementsAre(Pair("DATABASE_URL", "postgresql+asyncpg"),
                                            Pair("OLD", "postgres"), Pair("UPPER", "POSTGRESQL")));
}

TEST(Scrub, TakesOtherServersUrlsOutWithoutReplacingThem) {
  const ChildEnvironment scrubbed =
      scrub({"LEGACY=mysql://db/shop", "DSN=host=db dbname=shop", "JDBC=jdbc:postgresql://db/shop",
             "SETTINGS={\"url\": \"postgresql://db/shop\"}"});
  EXPECT_THAT(scrubbed.entries, IsEmpty());
  EXPECT_THAT(scrubbed.replace, IsEmpty());
}

TEST(Scrub, TheServersUrlIsNotTheMigrationsBusiness) {
  const ChildEnvironment scrubbed = scrub({"GATE_SERVER_URL=postgresql://postgres:s@127.0.0.1/"});
  EXPECT_THAT(scrubbed.entries, IsEmpty());
  EXPECT_THAT(scrubbed.replace, IsEmpty());
}

TEST(Scrub, NothingGivesNothing) {
  EXPECT_THAT(scrub({}).entries, IsEmpty());
  EXPECT_THAT(scrub({""}).entries, ElementsAre(""));
}

TEST(Scrub, TakesOutTheFilesOfGitHubsRunner) {
  const auto child = scrub({"GITHUB_OUTPUT=/a", "GITHUB_STEP_SUMMARY=/b", "GITHUB_ENV=/c",
                            "GITHUB_PATH=/d", "GITHUB_STATE=/e", "GITHUB_ACTIONS=true"});
  EXPECT_THAT(child.entries, ElementsAre("GITHUB_ACTIONS=true"));
}

}  // namespace
}  // namespace gate
