// What a run that died left on a given server: undone by its record, and never anywhere else.
#include <gmock/gmock.h>

#include "tests/integration/postgres/given_fixture.h"
#include "tests/support/listener.h"

namespace gate {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

// A gate that died leaves what keep() leaves.
class DeadRunTest : public test::GivenServerTest {
 protected:
  void SetUp() override {
    GivenServerTest::SetUp();
    databases_before = databases();
    roles_before = roles();
    auto cluster = accepted();
    ASSERT_NE(cluster, nullptr);
    const auto name = cluster->create_database("raptor");
    ASSERT_TRUE(name);
    auto connection = connect(*cluster, *name);
    ASSERT_TRUE(connection);
    ASSERT_TRUE(connection->script(
        "CREATE ROLE raptor_app; CREATE TABLE t (a int); ALTER TABLE t OWNER TO raptor_app"));
    ASSERT_TRUE(cluster->keep(*name));
  }
  std::vector<Leftover> undo_it() {
    return undo(read_manifest(directory->path()), lifeline, deadline, interrupt);
  }
  std::string databases_before;
  std::string roles_before;
};

TEST_F(DeadRunTest, IsUndone) {
  EXPECT_NE(databases(), databases_before);
  EXPECT_THAT(undo_it(), testing::IsEmpty());
  EXPECT_EQ(databases(), databases_before);
  EXPECT_EQ(roles(), roles_before);
  EXPECT_THAT(undo_it(), testing::IsEmpty());
}

TEST_F(DeadRunTest, StaysOnRecordWhileTheServerCannotBeReached) {
  const test::ScopedVariable unset("GATE_SERVER_URL", std::nullopt);
  EXPECT_EQ(undo_it().size(), 2u);
}

TEST_F(DeadRunTest, IsNeverUndoneOnAnotherServer) {
  const auto other = local("other");
  ASSERT_NE(other, nullptr);
  auto there = connect(*other);
  ASSERT_TRUE(there);
  ASSERT_TRUE(there->query("CREATE ROLE somebodys"));
  give(other->connection("postgres"));
  EXPECT_EQ(undo_it().size(), 2u);
  EXPECT_EQ(value(*there, "SELECT count(*) FROM pg_roles WHERE rolname = 'somebodys'"), "1");
}

// The URL is the same; the server was made anew since.
TEST_F(DeadRunTest, IsNeverUndoneOnASuccessorOfItsServer) {
  std::vector<Leftover> leftovers = read_manifest(directory->path());
  ASSERT_EQ(leftovers.size(), 2u);
  for (Leftover& leftover : leftovers) leftover.engine += "0";
  EXPECT_EQ(undo(leftovers, lifeline, deadline, interrupt).size(), 2u);
  EXPECT_NE(databases(), databases_before);
  EXPECT_NE(roles(), roles_before);
}

TEST_F(DeadRunTest, NoOtherServerIsEvenConnectedTo) {
  const test::ForbiddenPort elsewhere;
  const test::ScopedVariable other("GATE_SERVER_URL", elsewhere.url());
  EXPECT_EQ(undo_it().size(), 2u);
  EXPECT_EQ(elsewhere.connections(), 0);
}

TEST_F(DeadRunTest, IsClearedUpByTheNextOne) {
  directory.reset();
  ClusterTest::SetUp();
  const auto next = accepted();
  ASSERT_NE(next, nullptr);
  EXPECT_EQ(databases(), databases_before);
}

TEST_F(DeadRunTest, IsNotInTheWayWhileItsFolderIsKept) {
  const auto kept = std::move(directory);
  ClusterTest::SetUp();
  const std::string before = databases();
  EXPECT_NE(accepted(), nullptr);
  EXPECT_EQ(databases(), before);
}

}  // namespace
}  // namespace gate
