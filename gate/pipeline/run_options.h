// What a run was asked to do.
#pragma once

#include <chrono>
#include <string>
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
  std::size_t stairs = 0;  // --steps: revisions from the head down that are walked one by one
  bool rows = false;       // --rows: whether rows survive the round trip
  bool models = false;     // --models: whether the models agree with the database
  std::string base = {};   // --base: the ref to be merged into; empty: none
  std::vector<std::string> rivals = {};  // --rival: refs, or patterns of refs, that are still open
};

}  // namespace gate
