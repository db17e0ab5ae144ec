// From a tree that was found to the declaration that it should have.
//
// Reads sources only: no migration, no env.py and no module of the repository is run, and no value
// is taken from the environment or a .env file.
#pragma once

#include "gate/git/ignored_paths.h"
#include "gate/init/find_trees.h"
#include "gate/init/interpreter_choice.h"
#include "gate/init/proposal.h"
#include "gate/init/server_version.h"

namespace gate {

// What the proposals for all trees share.
struct InitSurroundings {
  const std::filesystem::path& root;
  const std::vector<StatedServer>& servers;
  const IgnoredPaths& ignored;
  const std::filesystem::path& folder;  // a private one
  const Lifeline& lifeline;
  const Deadline& deadline;
  const Interrupt& interrupt;
};

// `name`: the tree's. What cannot be read is left open in words; an Error (interrupted) only when a
// stop was asked for.
Result<Proposal> propose(const FoundTree& tree, const std::string& name,
                         const InitSurroundings& around, InterpreterChooser& interpreters);

}  // namespace gate
