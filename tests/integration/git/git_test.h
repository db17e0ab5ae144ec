// What the tests of gate/git share: a repository made on the spot, and gate's way to it.
#pragma once

#include <gtest/gtest.h>

#include "gate/git/repository.h"
#include "tests/support/git_tree.h"
#include "tests/support/temporary_folder.h"

namespace gate::test {

class GitTest : public testing::Test {
 protected:
  static Deadline deadline() { return Deadline(std::chrono::seconds(30)); }
  // A folder of the tree, or an absolute one.
  Known<GitRepository> open(const std::filesystem::path& where) const {
    return GitRepository::open(tree.path() / where, lifeline, deadline(), interrupt);
  }

  TemporaryFolder folder;
  GitTree tree{folder.path() / "work"};
  Lifeline lifeline;
  Interrupt interrupt;
};

}  // namespace gate::test
