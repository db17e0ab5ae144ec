// What a GitHub Actions workflow says of the gate: the jobs that run it, and what lets them pass
// without it.
//
// Of one file's text alone. What only GitHub can decide (an expression in an `if`) is not guessed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

struct WorkflowWeakness {
  std::string what;  // "job migration-gate has continue-on-error: true"
  int line = 0;
};

// A pattern that keeps a workflow from running.
struct WorkflowFilter {
  std::string pattern;
  bool of_paths = true;  // else of branches
  int line = 0;
};

struct WorkflowFacts {
  std::vector<std::string> gate_jobs;  // ids of those named migration-gate or running `gate`
  std::vector<WorkflowWeakness> weaknesses;
  std::vector<WorkflowFilter> ignored;  // paths-ignore and branches-ignore of its events
};

// Empty where the text is no YAML, or no workflow.
WorkflowFacts read_workflow(std::string_view text);

}  // namespace gate
