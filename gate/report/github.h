// What stdout carries on GitHub Actions: the steps folded into groups, the findings as people read
// them, the verdict, and the annotations that GitHub shows beside the code.
//
// Nothing in it but gate's own lines is a command to GitHub's runner: what is foreign cannot look
// like one, and the runner is told not to look while it is printed.
#pragma once

#include <string>

#include "gate/core/report.h"
#include "gate/report/render.h"

namespace gate {

// Of `gate run` and of `gate check`. The stop token is what ends foreign text for the runner:
// letters and digits that nobody can guess.
std::string render_github(const Report& report, const TextStyle& style,
                          const std::string& stop_token);

}  // namespace gate
