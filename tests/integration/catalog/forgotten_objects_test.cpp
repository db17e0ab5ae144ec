// For every kind of object: what a downgrade forgets is named, and an honest one leaves nothing.
#include "tests/support/forgotten_objects.h"

#include <gmock/gmock.h>

#include <set>

#include "tests/integration/catalog/catalog_fixture.h"

namespace gate {
namespace {

using test::ForgottenObject;
using test::words;

// All in one database: each case stands in a transaction that is rolled back, as Alembic's steps
// do, and the catalog is read as the driver does it, in the midst of it.
class ForgottenObjects : public test::CatalogTest {
 protected:
  void SetUp() override {
    CatalogTest::SetUp();
    connection = database("cases");
    ASSERT_NE(connection, nullptr);
  }
  // Nothing where a release before 15 does not know the command.
  std::optional<std::vector<SchemaDifference>> differences_after(const ForgottenObject& one,
                                                                 const std::string& downgrade) {
    run(*connection, "BEGIN");
    const auto made = connection->script(one.setup);
    const Schema before = made ? read_inside(*connection) : Schema{};
    const auto upgraded = connection->script(one.upgrade);
    if (!upgraded && version() < default_major_version) {
      run(*connection, "ROLLBACK");
      return std::nullopt;
    }
    EXPECT_TRUE(upgraded) << describe(upgraded.error()) << "\n" << one.upgrade;
    run(*connection, downgrade);
    const Schema after = read_inside(*connection);
    run(*connection, "ROLLBACK");
    return differences(before, after);
  }

  std::unique_ptr<Connection> connection;
};

bool is_it(const SchemaDifference& told, const ForgottenObject& one) {
  return told.change == one.change && told.kind == one.kind &&
         (told.name == one.object || one.object.empty()) && told.attribute == one.attribute &&
         told.tolerance == one.tolerance;
}

// A renamed or moved object is one that is gone and one that is new.
std::size_t most_told(const ForgottenObject& one) {
  return one.change == SchemaChange::removed ? 2 : 1;
}

TEST_F(ForgottenObjects, EveryOneIsNamed) {
  for (const ForgottenObject& one : test::forgotten_objects()) {
    SCOPED_TRACE(one.name);
    const auto told = differences_after(one, one.downgrade);
    if (!told) continue;
    EXPECT_FALSE(told->empty());
    EXPECT_LE(told->size(), most_told(one)) << words(*told);
    EXPECT_TRUE(std::any_of(told->begin(), told->end(),
                            [&](const SchemaDifference& each) { return is_it(each, one); }))
        << "told:\n"
        << words(*told);
  }
}

TEST_F(ForgottenObjects, AnHonestDowngradeLeavesNothing) {
  for (const ForgottenObject& one : test::forgotten_objects()) {
    SCOPED_TRACE(one.name);
    const auto told = differences_after(one, one.honest_downgrade);
    if (!told) continue;
    for (const SchemaDifference& each : *told) {
      // A column that was dropped can only come back at the end.
      EXPECT_EQ(each.tolerance, column_order) << words(each);
    }
  }
}

TEST(ForgottenObjectsList, HasNoNameTwice) {
  std::set<std::string> names;
  for (const ForgottenObject& one : test::forgotten_objects()) {
    EXPECT_TRUE(names.insert(one.name).second) << one.name;
  }
  EXPECT_GT(names.size(), 100u);
}

}  // namespace
}  // namespace gate
