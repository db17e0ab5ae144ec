// The tests' main: the library starts its own binary as supervisor and watcher, so the test
// binary has to be able to be either.
#include <gtest/gtest.h>

#include <cstdlib>

#include "gate/pipeline/watch.h"
#include "gate/process/supervisor.h"

int main(int argc, char** argv) {
  if (const auto code = gate::supervise_if_asked(argc, argv)) return *code;
  if (const auto code = gate::watch_if_asked(argc, argv)) return *code;
  // A job of GitHub Actions that runs the tests is not the one that they are about.
  for (const char* name : {"GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"}) {
    ::unsetenv(name);
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
