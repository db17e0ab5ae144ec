// Containers of gates that died: what is removed, and what never is.
#include <gmock/gmock.h>

#include "gate/postgres/container_origin.h"
#include "tests/container/postgres/container_fixture.h"
#include "tests/support/variable.h"

namespace gate {
namespace {

class DeadContainerTest : public test::ContainerTest {
 protected:
  void TearDown() override {
    for (const auto& name : made_) docker({"rm", "--force", "--volumes", name});
    ContainerTest::TearDown();
  }
  std::vector<Leftover> undo_it(const std::vector<Leftover>& leftovers) {
    return undo(leftovers, lifeline, deadline, interrupt);
  }
  // A container with the labels of ours.
  std::string make(const std::string& origin, const std::string& folder,
                   const std::string& verb = "create") {
    const std::string name = "gate-test-" + directory->id() + std::to_string(made_.size());
    std::vector<std::string> words{verb};
    if (verb == "run") words.emplace_back("--detach");
    words.insert(words.end(),
                 {"--name", name, "--label", "gate.origin=" + origin, "--label",
                  "gate.directory=" + folder, "--entrypoint", "sleep", "postgres:15", "1000"});
    docker(words);
    made_.push_back(name);
    return name;
  }
  bool stays(const std::string& name) {
    remove_stray_containers(*engine, deadline, interrupt);
    return exists(name);
  }
  std::string other_boot() const { return "00000000-0000-0000-0000-000000000000 mnt:[1]"; }
  std::string other_files() const {
    const std::string ours = container_origin();
    return ours.substr(0, ours.find(' ')) + " mnt:[1]";
  }

 private:
  std::vector<std::string> made_;
};

TEST_F(DeadContainerTest, IsRemovedByItsRecord) {
  auto cluster = container();
  ASSERT_NE(cluster, nullptr);
  ASSERT_TRUE(cluster->keep("postgres"));
  cluster.reset();
  ASSERT_TRUE(exists(container_name()));
  EXPECT_THAT(undo_it(read_manifest(directory->path())), testing::IsEmpty());
  EXPECT_FALSE(exists(container_name()));
}

TEST_F(DeadContainerTest, OneThatComesLateIsRemovedToo) {
  const test::TemporaryFolder folder;
  const std::string late = slow_docker(folder);
  EXPECT_THAT(undo_it({{"container", late, container_name()}}), testing::IsEmpty());
  EXPECT_FALSE(exists(container_name()));
}

TEST_F(DeadContainerTest, OneThatIsGoneIsUndone) {
  EXPECT_THAT(undo_it({{"container", engine->program(), "gate-test-nonesuch"}}),
              testing::IsEmpty());
}

TEST_F(DeadContainerTest, StaysOnRecordWhileTheEngineDoesNotAnswer) {
  const test::ScopedVariable nowhere("DOCKER_HOST", "unix:///nonexistent");
  const Leftover leftover{"container", engine->program(), "gate-test-nonesuch"};
  EXPECT_THAT(undo_it({leftover}), testing::ElementsAre(leftover));
}

TEST_F(DeadContainerTest, IsStrayWhenItsRunDirectoryIsGone) {
  EXPECT_FALSE(stays(make(container_origin(), "/no/such/folder")));
  EXPECT_FALSE(stays(make(container_origin(), "/no/such/folder", "run")));
}

TEST_F(DeadContainerTest, IsNobodysAfterTheMachineStartedAnew) {
  EXPECT_FALSE(stays(make(other_boot(), directory->path())));
}

TEST_F(DeadContainerTest, ANeighboursIsLeftAlone) {
  EXPECT_TRUE(stays(make(container_origin(), directory->path(), "run")));
  EXPECT_TRUE(stays(make(other_files(), "/no/such/folder", "run")));
  EXPECT_TRUE(stays(make(other_boot(), "/no/such/folder", "run")));
}

}  // namespace
}  // namespace gate
