// A report as the suites and cases of a test run: what JUnit's format has words for.
//
// Foreign text is still foreign here; junit.cpp makes XML of it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "gate/core/report.h"

namespace gate {

enum class CaseOutcome { passed, failed, errored, skipped };

struct JunitCase {
  std::string name;
  CaseOutcome outcome = CaseOutcome::passed;
  double duration_ms = 0;
  std::string type;     // of what went wrong: the cause's slug, the Error's
  std::string message;  // the same in one line
  std::string text;     // and in full
  std::string output;   // notes, and what a failed step printed
};

struct JunitSuite {
  std::string name;
  std::vector<std::pair<std::string, std::string>> properties;
  std::vector<JunitCase> cases;  // no two of one name
};

// One for each tree: a case for each step, for each revision of a stairway, and for each finding
// that no failed step has. What gate itself stumbled over is told in the suite of its tree, or of
// no tree in one of the name "gate".
std::vector<JunitSuite> junit_suites(const Report& report);

std::size_t count(const JunitSuite& suite, CaseOutcome outcome);

}  // namespace gate
