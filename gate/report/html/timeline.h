// When which step of which tree ran, on one axis for all of them: the values of the picture.
//
// Pure, and knows no pixels: places are fractions of the axis.
#pragma once

#include <string>
#include <vector>

#include "gate/core/report.h"

namespace gate::html {

struct TimelineBar {
  double from = 0;  // of the axis, 0 to 1
  double length = 0;
};

struct TimelineRow {
  std::string name;  // without the tree's
  StepStatus status = StepStatus::passed;
  double duration_ms = 0;
  std::vector<TimelineBar> bars;  // several of a stairway
};

struct TimelineTree {
  std::string title;
  std::vector<TimelineRow> rows;  // of steps that ran
};

struct Timeline {
  double length_ms = 0;             // of the whole axis
  std::vector<double> ticks_ms;     // round numbers, from 0 on
  std::vector<TimelineTree> trees;  // those in which anything ran
};

Timeline timeline_of(const Report& report);

}  // namespace gate::html
