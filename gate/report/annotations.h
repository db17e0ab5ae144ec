// What GitHub shows beside the code and on the run's page: one annotation for each finding and for
// each Error of gate's own, in the order in which they are worth reading.
//
// GitHub takes ten of a kind from a step and drops the rest without a word: which ones are shown is
// decided here, and the others are handed back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/core/report.h"

namespace gate {

struct Annotation {
  std::string_view level;  // error, warning, notice
  std::string path;        // from the root of the repository; empty: of no file
  int line = 0;            // 0 unknown
  std::string title;       // one line
  std::string message;     // what is wrong, what to do and who does it, in few lines
  std::string name;        // to name it shortly: "missing-role in versions/0041.py:12"
};

struct Annotations {
  std::vector<Annotation> shown;
  std::vector<Annotation> left_out;
};

// Causes first, then gate's own trouble, then what follows from a cause.
Annotations annotations(const Report& report);
Annotation annotation_of(const Error& error);
// As commands to GitHub's runner, a line each.
std::string as_commands(const std::vector<Annotation>& annotations);
// One line of text that names those that are not shown; empty where there are none.
std::string left_out_words(const std::vector<Annotation>& left_out);

}  // namespace gate
