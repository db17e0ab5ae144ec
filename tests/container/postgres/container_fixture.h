// Tests that need an engine which answers and has postgres:15.
#pragma once

#include <string>
#include <vector>

#include "gate/postgres/engine.h"
#include "tests/integration/postgres/cluster_fixture.h"
#include "tests/support/need.h"
#include "tests/support/temporary_folder.h"

namespace gate::test {

class ContainerTest : public ClusterTest {
 protected:
  void SetUp() override {
    ClusterTest::SetUp();
    auto engines = engines_on_path(lifeline);
    GATE_NEED(!engines.empty() && engines.front().name() == "docker", "docker on PATH");
    engine = std::make_unique<Engine>(engines.front());
    GATE_NEED(engine->call({"image", "inspect", "postgres:15"}, deadline, interrupt),
              "a docker that answers and has postgres:15 (scripts/make-postgres-image)");
  }

  // A test that fails leaves nothing either.
  void TearDown() override {
    if (engine) docker({"rm", "--force", "--volumes", container_name()});
  }

  // What the client prints; what went wrong otherwise.
  std::string docker(const std::vector<std::string>& words) {
    const auto said = engine->call(words, deadline, uninterrupted);
    return said ? *said : "failed: " + said.error().message;
  }
  bool exists(const std::string& container) {
    return docker({"ps", "--all", "--quiet", "--filter", "name=^" + container + "$"}) != "";
  }
  std::string container_name(const std::string& tree = "tree") const {
    return "gate-" + directory->id() + "-" + tree;
  }
  Result<std::unique_ptr<Cluster>> start_container(const std::string& image = "",
                                                   std::optional<int> declared_version = {}) {
    ServerOptions options;
    options.choice = ServerChoice::container;
    options.image = image;
    options.declared_version = declared_version;
    return start(options);
  }
  std::unique_ptr<Cluster> container() {
    auto cluster = start_container();
    EXPECT_TRUE(cluster) << cluster.error().message;
    return cluster ? std::move(*cluster) : nullptr;
  }

  // A docker that never answers `create`, and does what it was asked after the first `rm`.
  std::filesystem::path slow_docker(const TemporaryFolder& folder) const {
    const std::string here = folder.path();
    return folder.write("docker",
                        "#!/bin/sh\n"
                        "case $1 in\n"
                        "create) touch " +
                            here +
                            "/asked; exec sleep 1000 ;;\n"
                            "rm) if [ ! -e " +
                            here +
                            "/late ]; then\n"
                            "  touch " +
                            here +
                            "/late\n"
                            "  " +
                            engine->program() + " create --name " + container_name() +
                            " postgres:15 >/dev/null\n"
                            "  echo 'Error: No such container' >&2; exit 1\n"
                            "fi ;;\n"
                            "esac\n"
                            "exec " +
                            engine->program() + " \"$@\"\n");
  }

  Interrupt uninterrupted;
  std::unique_ptr<Engine> engine;
};

}  // namespace gate::test
