// What GitHub Actions is told besides stdout, in the files that it names in the environment: the
// step's summary and its outputs.
//
// They are appended to, never replaced: other commands of the same step write there too.
#pragma once

#include <string>

#include "gate/cli/options.h"
#include "gate/core/error.h"
#include "gate/core/report.h"

namespace gate {

// Whether this is a job of GitHub Actions, and GATE_GITHUB=off does not say otherwise.
bool on_github();

struct GitHubFiles {
  std::string summary;  // GITHUB_STEP_SUMMARY; empty: is not written
  std::string outputs;  // GITHUB_OUTPUT
};
// Those that are to be written: on GitHub, or where --format github asks for it.
GitHubFiles github_files(const Options& options);

// Whether they can be written to; writes nothing.
Result<void> check_github_files(const GitHubFiles& files);
// Appends to both, each in one write; `report_path` is the report that was written, empty none.
Result<void> write_github_files(const GitHubFiles& files, const Report& report,
                                const std::string& report_path);

}  // namespace gate
