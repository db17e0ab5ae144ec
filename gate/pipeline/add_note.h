// What a report has to tell beside its findings.
#pragma once

#include <string>

#include "gate/core/report.h"

namespace gate {

// Adds to the note that is there; an empty one adds nothing.
inline void add_note(TreeReport& report, const std::string& note) {
  if (!report.note.empty() && !note.empty()) report.note += "; ";
  report.note += note;
}

}  // namespace gate
