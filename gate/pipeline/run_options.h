// What a run was asked to do.
#pragma once

#include <chrono>
#include <vector>

#include "gate/alembic/runner.h"
#include "gate/postgres/cluster.h"
#include "gate/tree/declaration.h"

namespace gate {

struct RunOptions {
  std::vector<Declaration> trees;
  ServerOptions server;  // declared_version is taken from each tree
  Via via = Via::driver;
  unsigned jobs = 1;                  // trees at a time
  std::chrono::seconds timeout{600};  // for each tree that declares none
  bool keep = false;
};

}  // namespace gate
