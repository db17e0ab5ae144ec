// Which kind of server is taken when none, or one that is not there, is asked for.
#include <gmock/gmock.h>

#include "tests/container/postgres/container_fixture.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/variable.h"

namespace gate {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class ChoiceTest : public test::ContainerTest {
 protected:
  Result<std::unique_ptr<Cluster>> automatic(std::optional<int> declared_version = {}) {
    ServerOptions options;
    options.declared_version = declared_version;
    return start(options);
  }
};

TEST_F(ChoiceTest, AContainerComesFirst) {
  const auto cluster = automatic();
  ASSERT_TRUE(cluster) << cluster.error().message;
  EXPECT_EQ((*cluster)->facts().kind, "container");
  EXPECT_EQ((*cluster)->facts().why, "docker answers and has postgres:15");
}

TEST_F(ChoiceTest, LocalProgramsDoWhenNoEngineAnswers) {
  const test::ScopedVariable nowhere("DOCKER_HOST", "unix:///nonexistent");
  const auto cluster = automatic();
  ASSERT_TRUE(cluster) << cluster.error().message;
  EXPECT_EQ((*cluster)->facts().kind, "local");
  EXPECT_THAT((*cluster)->facts().why,
              StartsWith("docker is installed but does not answer: docker: "));
  EXPECT_THAT((*cluster)->facts().why, HasSubstr("unix:///nonexistent"));
}

TEST_F(ChoiceTest, LocalProgramsDoWhenThereIsNoEngine) {
  const test::TemporaryFolder folder;
  std::filesystem::create_symlink("/usr/bin/tar", folder.path() / "tar");
  const test::ScopedVariable path("PATH", folder.path());
  const auto cluster = automatic();
  ASSERT_TRUE(cluster) << cluster.error().message;
  EXPECT_EQ((*cluster)->facts().kind, "local");
  EXPECT_EQ((*cluster)->facts().why, "no container engine: neither docker nor podman is on PATH");
}

TEST_F(ChoiceTest, WithoutEitherBothRemediesAreNamed) {
  const test::TemporaryFolder folder;
  const test::ScopedVariable path("PATH", folder.path());
  const auto cluster = automatic(99);
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::no_server);
  EXPECT_THAT(cluster.error().message, HasSubstr("neither docker nor podman is on PATH"));
  EXPECT_THAT(cluster.error().message, HasSubstr("no postgresql 99 server programs"));
  EXPECT_THAT(cluster.error().hint, HasSubstr("Install docker or podman"));
  EXPECT_THAT(cluster.error().hint, HasSubstr("Install the package postgresql-99"));
}

TEST_F(ChoiceTest, AContainerThatWasAskedForIsNotReplaced) {
  const test::ScopedVariable nowhere("DOCKER_HOST", "unix:///nonexistent");
  const auto cluster = start_container();
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().code, ErrorCode::no_server);
  EXPECT_THAT(cluster.error().message,
              StartsWith("docker is installed but does not answer: docker: "));
  EXPECT_THAT(cluster.error().hint, HasSubstr("docker version"));
}

TEST_F(ChoiceTest, AnEngineOnAnotherMachineIsRefusedWithoutBeingAsked) {
  const test::ScopedVariable remote("DOCKER_HOST", "tcp://192.0.2.1:2375");
  const auto cluster = start_container();
  ASSERT_FALSE(cluster);
  EXPECT_EQ(cluster.error().message,
            "DOCKER_HOST=tcp://192.0.2.1:2375 is an engine on another machine, and the database "
            "would be there");
  EXPECT_THAT(cluster.error().hint, StartsWith("Unset DOCKER_HOST"));
}

}  // namespace
}  // namespace gate
