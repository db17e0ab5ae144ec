// What a way down and up does to rows, on real tables: each test is one migration's two ways.
#include "gate/pipeline/rows/compare_rows.h"

#include <gmock/gmock.h>

#include "gate/pipeline/rows/take_out_rows.h"
#include "gate/pipeline/rows/touched_columns.h"
#include "tests/integration/rows/rows_fixture.h"

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class CompareRows : public test::RowsTest {
 protected:
  RowSnapshot read() {
    auto rows = read_rows(*connection, [](const RowTable&) { return true; });
    EXPECT_TRUE(rows) << describe(rows.error());
    return rows ? *rows : RowSnapshot();
  }
  // The schema above the revision, its downgrade and its upgrade.
  void walk(const std::string& above, const std::string& down, const std::string& up) {
    schema(above);
    const auto before = read();
    for (const auto& one : fill().unfilled) ADD_FAILURE() << one.table << ": " << one.why;
    full = read();
    put = put_rows(before, full);
    const auto touched = touched_columns(*connection, full);
    ASSERT_TRUE(touched) << describe(touched.error());
    schema(down);
    const auto below = read();
    for (const auto& one : changed_on_the_way(full, put, below)) on_the_way.push_back(text(one));
    schema(up);
    for (const auto& one : changed_in_the_end(full, put, below, read(), *touched)) {
      in_the_end.push_back(text(one));
    }
  }
  static std::string text(const RowChange& change) {
    const std::string whose = change.put_by_gate ? "" : "old ";
    switch (change.kind) {
      case RowChange::Kind::lost:
        return whose + "lost " + change.table + " " + change.before;
      case RowChange::Kind::changed:
        return whose + "changed " + change.table + " " + change.before + " " + change.after;
      case RowChange::Kind::added:
        break;
    }
    return "added " + change.table + " " + change.after;
  }

  RowSnapshot full;
  PutRows put;
  std::vector<std::string> on_the_way;
  std::vector<std::string> in_the_end;
};

TEST_F(CompareRows, AColumnThatIsDroppedAndAddedAgainIsExcused) {
  walk("CREATE TABLE t (id int PRIMARY KEY, a text, b int)", "ALTER TABLE t DROP COLUMN b",
       "ALTER TABLE t ADD COLUMN b int DEFAULT 7");
  EXPECT_THAT(on_the_way, IsEmpty());
  EXPECT_THAT(in_the_end, IsEmpty());
}

TEST_F(CompareRows, ATableThatIsEmptiedHasLostItsRows) {
  walk("CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE u (id int PRIMARY KEY)",
       "DELETE FROM t", "SELECT 1");
  EXPECT_THAT(in_the_end,
              ElementsAre("lost public.t (id=1001, a=a1)", "lost public.t (id=1002, a=a2)"));
  EXPECT_EQ(on_the_way, in_the_end);
}

TEST_F(CompareRows, AValueThatIsOverwrittenIsShownBeforeAndAfter) {
  walk("CREATE TABLE t (id int PRIMARY KEY, a text, b text)", "SELECT 1",
       "UPDATE t SET a = 'x' WHERE id = 1002");
  EXPECT_THAT(on_the_way, IsEmpty());
  EXPECT_THAT(in_the_end, ElementsAre("changed public.t (id=1002, a=a2) (id=1002, a=x)"));
}

TEST_F(CompareRows, WhatIsChangedAndChangedBackIsOfTheWayAlone) {
  walk("CREATE TABLE t (id int PRIMARY KEY, a text)", "UPDATE t SET a = upper(a)",
       "UPDATE t SET a = lower(a)");
  EXPECT_THAT(on_the_way, ElementsAre("changed public.t (id=1001, a=a1) (id=1001, a=A1)",
                                      "changed public.t (id=1002, a=a2) (id=1002, a=A2)"));
  EXPECT_THAT(in_the_end, IsEmpty());
}

TEST_F(CompareRows, PrecisionThatATypeLosesOnTheWayIsAChange) {
  walk("CREATE TABLE t (id int PRIMARY KEY, n numeric(8,2), m int)",
       "ALTER TABLE t ALTER n TYPE int, ALTER m TYPE text",
       "ALTER TABLE t ALTER n TYPE numeric(8,2), ALTER m TYPE int USING m::int");
  EXPECT_THAT(on_the_way, IsEmpty());
  EXPECT_THAT(in_the_end,
              ElementsAre("changed public.t (id=1001, n=1001.50) (id=1001, n=1002.00)",
                          "changed public.t (id=1002, n=1002.50) (id=1002, n=1003.00)"));
}

TEST_F(CompareRows, RowsOfTheRevisionsOwnMayComeBackInAnotherForm) {
  walk(
      "CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), a text, at timestamptz);"
      "INSERT INTO t (a, at) VALUES ('seed', now())",
      "DELETE FROM t WHERE a = 'seed'", "INSERT INTO t (a, at) VALUES ('seed', now())");
  EXPECT_THAT(in_the_end, IsEmpty());
  EXPECT_THAT(on_the_way, IsEmpty());
}

TEST_F(CompareRows, RowsThatWereThereAndDoNotComeBackAreLost) {
  walk("CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, 'old'), (2, 'own')",
       "DELETE FROM t WHERE id < 1000", "INSERT INTO t VALUES (3, 'own')");
  ASSERT_EQ(in_the_end.size(), 1u);
  EXPECT_TRUE(in_the_end[0].starts_with("old lost public.t (id="));
}

TEST_F(CompareRows, RowsThatStayAreToStayAsTheyAre) {
  walk("CREATE TABLE t (id int PRIMARY KEY, a text); INSERT INTO t VALUES (1, 'old')", "SELECT 1",
       "UPDATE t SET a = 'new' WHERE id = 1; INSERT INTO t VALUES (7, 'twice')");
  EXPECT_THAT(in_the_end, ElementsAre("old changed public.t (id=1, a=old) (id=1, a=new)",
                                      "added public.t (id=7, a=twice)"));
}

TEST_F(CompareRows, WhatATriggerSetsOnEveryUpdateIsExcused) {
  walk(
      "CREATE TABLE t (id int PRIMARY KEY, a text, updated_at timestamptz, version int, b text);"
      "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
      "IF NEW IS DISTINCT FROM OLD THEN NEW.updated_at = now(); NEW.version = OLD.version + 1; "
      "END IF; RETURN NEW; END $$;"
      "CREATE TRIGGER touch BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch()",
      "ALTER TABLE t DROP COLUMN b", "ALTER TABLE t ADD COLUMN b text; UPDATE t SET b = a");
  EXPECT_THAT(in_the_end, IsEmpty());
}

TEST_F(CompareRows, TablesWithoutAKeyAreKnownByTheirRows) {
  walk("CREATE TABLE t (a text, b int, c date)", "UPDATE t SET b = 5 WHERE a = 'a1'",
       "DELETE FROM t WHERE a = 'a2'");
  EXPECT_THAT(in_the_end,
              ElementsAre("changed public.t (a=a1, b=1001, c=2024-01-01) (a=a1, b=5, c=2024-01-01)",
                          "lost public.t (a=a2, b=1002, c=2024-01-02)"));
}

TEST_F(CompareRows, RenamedTablesKeysAndPartitionsAreNoLoss) {
  walk(
      "CREATE TABLE t (id int PRIMARY KEY, a text); CREATE TABLE p (k int) PARTITION BY LIST (k);"
      "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1, 2); CREATE TABLE p2 PARTITION OF p DEFAULT",
      "ALTER TABLE t RENAME TO s; ALTER TABLE s RENAME id TO key; ALTER TABLE p DETACH PARTITION "
      "p1",
      "ALTER TABLE s RENAME key TO id; ALTER TABLE s RENAME TO t;"
      "ALTER TABLE p ATTACH PARTITION p1 FOR VALUES IN (1, 2)");
  EXPECT_THAT(in_the_end, IsEmpty());
}

TEST_F(CompareRows, LongValuesAreCutAndNullIsNamed) {
  walk(
      "CREATE TABLE t (id int PRIMARY KEY, a text CHECK (length(a) > 200), n int CHECK (n IS "
      "NULL))",
      "DELETE FROM t WHERE id = 1001", "SELECT 1");
  ASSERT_EQ(in_the_end.size(), 1u);
  EXPECT_TRUE(in_the_end[0].ends_with("…, n=NULL)")) << in_the_end[0];
  EXPECT_LT(in_the_end[0].size(), 140u);
}

TEST_F(CompareRows, WhatWasPutInIsTakenOutAgainWithWhatRefersToIt) {
  schema(
      "CREATE TABLE every (a bool, b char(5), c inet, d cidr, e \"char\", f money, g int[], h xml, "
      "i timestamptz, j float8, k bytea, l numeric(8,2)[], m interval, n text);"
      "CREATE TABLE t (id int PRIMARY KEY, a json); CREATE TABLE u (t int REFERENCES t);"
      "INSERT INTO t VALUES (1, '[]'); INSERT INTO u VALUES (1), (NULL);"
      "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;"
      "CREATE TRIGGER no BEFORE DELETE ON t FOR EACH ROW EXECUTE FUNCTION no()");
  const auto before = read();
  fill();
  full = read();
  schema("INSERT INTO u SELECT id FROM t WHERE id > 1000; ALTER TABLE u RENAME TO v");
  const auto done = take_out_rows(*connection, full, put_rows(before, full), read());
  ASSERT_TRUE(done) << describe(done.error());
  EXPECT_EQ(ask("SELECT count(*) FROM every"), "0");
  EXPECT_EQ(ask("SELECT string_agg(t::text, ' ') FROM t"), "(1,[])");
  EXPECT_EQ(ask("SELECT string_agg(v::text, ' ' ORDER BY v.t) FROM v"), "(1) ()");
}

}  // namespace
}  // namespace gate
