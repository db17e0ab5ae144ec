// Whether what a run printed puts its findings beside the code, as GitHub would show them.
#pragma once

#include <filesystem>

#include "tests/support/sandbox.h"

namespace gate::test {

// Every finding of the JSON report has its annotation, with a file that is there, seen from the
// root of git's working tree, and the line that the report has; every error of gate's has its own.
void expect_annotated(const Outcome& outcome, const std::filesystem::path& working_tree);

}  // namespace gate::test
