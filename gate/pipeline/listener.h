// Who wants to know how a run gets on, while it runs. Called from several threads.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "gate/core/evidence.h"

namespace gate {

struct Listener {
  std::function<void(std::string_view title)> tree_started;
  std::function<void(std::string_view title, std::string_view text)> note;
  std::function<void(std::string_view step)> step_started;
  std::function<void(const StepEvidence& step)> step_ended;
  // Revisions of a stairway; may be empty.
  std::function<void(std::string_view title, std::size_t done, std::size_t total)> stairs_done = {};
  std::function<void(std::string_view title, std::string_view output)> output;  // may be empty
};

}  // namespace gate
