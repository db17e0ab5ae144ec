// The page of a step on GitHub Actions, as Markdown: from it alone one knows what failed, why, what
// to do and who does it.
//
// What is foreign in it stays text: it cannot become markup, an image, a mention or the end of the
// block that it stands in.
#pragma once

#include <cstddef>
#include <string>

#include "gate/core/report.h"

namespace gate {

// GitHub throws away a summary that is larger; a little is left for what its runner adds.
constexpr std::size_t step_summary_limit = 1024 * 1024 - 1024;

// At most `room` bytes of it, in whole blocks; what had to be left out is named at the end.
std::string render_step_summary(const Report& report, std::size_t room = step_summary_limit);

}  // namespace gate
