// Foreign keys in their order: composite ones, self-references, circles, shared columns.
#include <gmock/gmock.h>

#include "tests/integration/rows/rows_fixture.h"

namespace gate {
namespace {

class FillReferences : public test::RowsTest {};

TEST_F(FillReferences, AreFollowedWhateverTheOrderOfTheNames) {
  fill_all(
      "CREATE TABLE z (id serial PRIMARY KEY);"
      "CREATE TABLE m (id uuid PRIMARY KEY, z int NOT NULL REFERENCES z);"
      "CREATE TABLE a (m uuid NOT NULL UNIQUE REFERENCES m, z int REFERENCES z, id int PRIMARY "
      "KEY);"
      "CREATE TABLE b (a int PRIMARY KEY REFERENCES a)");
  EXPECT_EQ(ask("SELECT count(DISTINCT m) || ' ' || count(z) FROM a"), "2 2");
  EXPECT_EQ(ask("SELECT count(*) FROM b"), "2");
}

TEST_F(FillReferences, CompositeOnesThatShareAColumn) {
  fill_all(
      "CREATE TABLE tenants (id serial PRIMARY KEY);"
      "CREATE TABLE users (tenant int NOT NULL REFERENCES tenants, id serial, "
      "PRIMARY KEY (tenant, id));"
      "CREATE TABLE projects (tenant int NOT NULL REFERENCES tenants, id serial, owner int, "
      "PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, owner) REFERENCES users);"
      "CREATE TABLE tasks (tenant int NOT NULL REFERENCES tenants, project int NOT NULL, "
      "assignee int NOT NULL, state text CHECK (state IN ('new', 'done')), "
      "FOREIGN KEY (tenant, project) REFERENCES projects, "
      "FOREIGN KEY (tenant, assignee) REFERENCES users, PRIMARY KEY (tenant, project, assignee))");
  EXPECT_EQ(ask("SELECT count(*) FROM tasks"), "2");
  EXPECT_EQ(ask("SELECT count(DISTINCT tenant) || ' ' || count(owner) FROM projects"), "2 2");
}

TEST_F(FillReferences, ToTheTableItself) {
  fill_all(
      "CREATE TABLE may (id serial PRIMARY KEY, parent int REFERENCES may CHECK (parent <> id));"
      "CREATE TABLE must (id serial PRIMARY KEY, parent int NOT NULL REFERENCES must);"
      "CREATE TABLE always (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
      "parent int NOT NULL REFERENCES always);"
      "CREATE TABLE pair (tenant int, id int, parent int NOT NULL, PRIMARY KEY (tenant, id), "
      "FOREIGN KEY (tenant, parent) REFERENCES pair)");
  EXPECT_EQ(ask("SELECT count(parent) || ' of ' || count(*) FROM may"), "1 of 2");
  for (const char* table : {"must", "always", "pair"}) {
    EXPECT_EQ(ask(std::string("SELECT count(*) FROM ") + table), "2") << table;
  }
}

TEST_F(FillReferences, InCircles) {
  fill_all(
      // One of them may be NULL: set afterwards.
      "CREATE TABLE teams (id serial PRIMARY KEY, lead int);"
      "CREATE TABLE people (id serial PRIMARY KEY, team int NOT NULL REFERENCES teams);"
      "ALTER TABLE teams ADD FOREIGN KEY (lead) REFERENCES people;"
      // None may, and they are checked at once.
      "CREATE TABLE a (id serial PRIMARY KEY, b int NOT NULL);"
      "CREATE TABLE b (id uuid, n int UNIQUE, c int NOT NULL);"
      "CREATE TABLE c (id serial PRIMARY KEY, a int NOT NULL REFERENCES a);"
      "ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b (n);"
      "ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c;"
      "CREATE TABLE after_a (a int NOT NULL REFERENCES a);"
      // None may, and they are checked at the end.
      "CREATE TABLE d (id int PRIMARY KEY, e int NOT NULL);"
      "CREATE TABLE e (id int PRIMARY KEY, d int NOT NULL REFERENCES d DEFERRABLE INITIALLY "
      "DEFERRED);"
      "ALTER TABLE d ADD FOREIGN KEY (e) REFERENCES e DEFERRABLE INITIALLY DEFERRED");
  EXPECT_EQ(ask("SELECT count(lead) FROM teams"), "2");
  for (const char* table : {"a", "b", "c", "after_a", "d", "e"}) {
    EXPECT_EQ(ask(std::string("SELECT count(*) FROM ") + table), "2") << table;
  }
}

TEST_F(FillReferences, ExclusiveArcsAndOptionalOnes) {
  fill_all(
      "CREATE TABLE p (id serial PRIMARY KEY); CREATE TABLE q (id serial PRIMARY KEY);"
      "CREATE TABLE arc (id int PRIMARY KEY, p int REFERENCES p, q int REFERENCES q, "
      "CHECK (num_nonnulls(p, q) = 1));"
      "CREATE TABLE whole (p int, q int, FOREIGN KEY (p) REFERENCES p MATCH FULL, "
      "CHECK (p IS NOT NULL OR q IS NOT NULL))");
  EXPECT_EQ(ask("SELECT count(*) FROM arc"), "2");
  EXPECT_EQ(ask("SELECT count(p) FROM whole"), "2");
}

}  // namespace
}  // namespace gate
