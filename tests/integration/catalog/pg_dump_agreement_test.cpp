// The fingerprint against `pg_dump --schema-only`: both see a difference, or neither does, save
// where a reason is listed.
#include <gmock/gmock.h>

#include <map>

#include "tests/integration/catalog/catalog_fixture.h"
#include "tests/integration/catalog/pg_dump.h"
#include "tests/support/fixture.h"
#include "tests/support/forgotten_objects.h"
#include "tests/support/need.h"

namespace gate {
namespace {

using test::ForgottenObject;
using test::words;

struct State {
  Schema schema;
  std::vector<std::string> dump;
};

class PgDumpAgreement : public test::CatalogTest {
 protected:
  void SetUp() override {
    deadline = Deadline(std::chrono::minutes(4));
    CatalogTest::SetUp();
    program = test::pg_dump_program(default_major_version);
    GATE_NEED(!program.empty(), "pg_dump of PostgreSQL 15");
  }
  State state(Connection& connection, const std::string& name) {
    State now{read(connection),
              test::pg_dump(program, cluster->connection(name), lifeline, interrupt)};
    leave_out(now.schema, "alembic_version");
    return now;
  }
  void expect_agreement(const State& before, const State& after) {
    const auto told = differences(before.schema, after.schema);
    const auto dumped = test::dump_differences(before.dump, after.dump);
    EXPECT_EQ(told.empty(), dumped.empty()) << "the fingerprint:\n"
                                            << words(told) << "pg_dump:\n"
                                            << dumped;
  }
  void compare(const std::vector<ForgottenObject>& all);
  // Alembic runs in the folder, as people do.
  void walk(const std::filesystem::path& folder, const std::string& ini = "alembic.ini");

  std::filesystem::path program;
};

// What the fingerprint finds and pg_dump does not show, and why it does not.
const std::map<std::string, std::string> not_in_a_dump{
    {"materialized-view-populated", "what a view holds is data"},
    {"constraint-triggers", "it has triggers' states only of triggers that a user made"},
    {"grant-parameter", "parameters belong to the cluster"},
    {"grant-large-object", "large objects are data"},
    {"role", "roles belong to the cluster"},
    {"role-with-a-membership", "roles belong to the cluster"},
    {"role-lost", "roles belong to the cluster"},
    {"role-attributes", "roles belong to the cluster"},
    {"role-membership", "roles belong to the cluster"},
    {"role-membership-of-the-server's", "roles belong to the cluster"},
    {"setting-of-a-role", "roles belong to the cluster"},
    {"comment-on-a-role", "roles belong to the cluster"},
    {"extension-version", "an extension is restored in the version that is there then"},
};

void PgDumpAgreement::compare(const std::vector<ForgottenObject>& all) {
  std::map<std::string, State> beginnings;  // by setup: many have the same
  for (const ForgottenObject& one : all) {
    SCOPED_TRACE(one.name);
    auto connection = database("agrees");
    run(*connection, one.setup);
    if (beginnings.count(one.setup) == 0) beginnings[one.setup] = state(*connection, "agrees");
    const State& before = beginnings[one.setup];
    run(*connection, one.upgrade);
    run(*connection, one.downgrade);
    const State after = state(*connection, "agrees");
    if (not_in_a_dump.count(one.name) == 0) {
      expect_agreement(before, after);
    } else {
      EXPECT_EQ(test::dump_differences(before.dump, after.dump), "")
          << "it is in the dump: no need for the reason";
    }
    drop(std::move(connection), "agrees");
  }
}

TEST_F(PgDumpAgreement, OverTables) { compare(test::forgotten_tables()); }
TEST_F(PgDumpAgreement, OverColumns) { compare(test::forgotten_columns()); }
TEST_F(PgDumpAgreement, OverConstraints) { compare(test::forgotten_constraints()); }
TEST_F(PgDumpAgreement, OverTypes) { compare(test::forgotten_types()); }
TEST_F(PgDumpAgreement, OverFunctions) { compare(test::forgotten_functions()); }
TEST_F(PgDumpAgreement, OverAccess) { compare(test::forgotten_access()); }
TEST_F(PgDumpAgreement, OverComments) { compare(test::forgotten_comments()); }
TEST_F(PgDumpAgreement, OverRarities) { compare(test::forgotten_rarities()); }

// What the walk needs besides the migrations.
struct Needs {
  std::string before_all;
  std::map<std::string, std::string> after;  // by revision
};
const std::map<std::string, Needs> needs{
    {"backend_v2", {"CREATE ROLE raptor_app", {}}},
    {"console",
     {"",
      {{"0015",
        "INSERT INTO admins (id, email, display_name, created_at, updated_at) VALUES "
        "('00000000-0000-0000-0000-000000000001', 'kris@moosequest.net', 'seed', now(), now()) "
        "ON CONFLICT DO NOTHING"}}}},
    {"clinic",
     {"CREATE ROLE clinic_web",
      {{"0001",
        "INSERT INTO practices (code, name, city) VALUES ('HQ', 'seed', 'Nowhere') ON CONFLICT DO "
        "NOTHING"}}}},
};

// From a landing to the next: down to where it came from, and up.
void PgDumpAgreement::walk(const std::filesystem::path& folder, const std::string& ini) {
  SCOPED_TRACE(folder.string());
  auto connection = database("walked");
  const auto found = needs.find(folder.filename());
  const Needs own = found == needs.end() ? Needs{} : found->second;
  if (!own.before_all.empty()) run(*connection, own.before_all);
  const auto facts = cluster->connection("walked");
  const std::string url = fmt::format("postgresql://{}:{}@{}:{}/walked", facts.user, facts.password,
                                      facts.host, facts.port);
  Command command;
  command.argv = {"/usr/bin/python3", "-B",
                  GATE_SOURCE_DIR "/tests/integration/catalog/walk_tree.py", ini, url};
  command.environment = {"PATH=/usr/bin:/bin", "DATABASE_URL=" + url,
                         "RAPTOR_APP_DATABASE_URL=" + url, "CLINIC_DATABASE_URL=" + url,
                         "PYTHONPATH=" + folder.string()};
  command.directory = folder;
  command.takes_lines = command.gives_events = true;
  auto child = Child::start(command, lifeline);
  ASSERT_TRUE(child) << child.error().message;
  State before = state(*connection, "walked");
  int landings = 0;
  for (std::string line; child->next_line(line, deadline, interrupt) == LineResult::line;
       ++landings) {
    SCOPED_TRACE(line);
    const std::string revision = line.substr(line.find(' ') + 1);
    if (!line.starts_with("down") && own.after.count(revision) != 0) {
      run(*connection, own.after.at(revision));
    }
    if (!line.starts_with("first")) {
      State now = state(*connection, "walked");
      expect_agreement(before, now);
      if (line.starts_with("up")) before = std::move(now);
    }
    child->send_line("");
  }
  EXPECT_GT(landings, 0) << child->output();
  drop(std::move(connection), "walked");
}

const std::filesystem::path fixtures = GATE_SOURCE_DIR "/fixtures";

TEST_F(PgDumpAgreement, OverBookshop) { walk(fixtures / "bookshop"); }
TEST_F(PgDumpAgreement, OverClinic) { walk(fixtures / "clinic", "db/alembic.ini"); }
TEST_F(PgDumpAgreement, OverConsole) {
  walk(fixtures / "monorepo/console", "migrations/alembic.ini");
}
TEST_F(PgDumpAgreement, OverRaptor) { walk(fixtures / "monorepo/backend_v2"); }

// To where they break, which is where a downgrade forgot something.
TEST_F(PgDumpAgreement, OverBrokenTrees) {
  for (const test::Fixture& fixture : test::all_fixtures()) {
    if (!fixture.name.starts_with("irreversible-downgrade-") ||
        fixture.expected["healthy"] != "bookshop") {
      continue;
    }
    const test::Sandbox sandbox;
    test::lay_out_broken(sandbox, fixture);
    walk(sandbox.path() / "bookshop");
  }
}

TEST_F(PgDumpAgreement, OverTreesOfOtherMakes) {
  for (const char* name : {"render-as-batch", "index-concurrently", "merge-inside", "several-bases",
                           "transaction-per-migration"}) {
    walk(fixtures / "zoo" / name);
  }
}

}  // namespace
}  // namespace gate
