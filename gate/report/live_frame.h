// The live lines as they are drawn: text with cursor movements for one write, no writing.
//
// Redraws in place: goes up over its last frame, writes each line and erases the rest of it. It
// neither hides the cursor nor switches screens, so whatever ends the gate leaves nothing to undo.
#pragma once

#include <string>
#include <vector>

#include "gate/core/deadline.h"

namespace gate {

struct Screen {
  int columns = 80;
  int rows = 24;
};

struct LiveLine {
  std::string title;          // of the tree
  std::string text;           // the running step, or a note
  Clock::time_point since{};  // start of what is running
  bool running = false;
  std::string ending;        // how the last step ended: "passed 0.21s"
  std::string outlook = {};  // of a long walk: "7 of 40, about 12 s left"
};

class LiveFrame {
 public:
  std::string draw(const std::vector<LiveLine>& lines, Clock::time_point now, const Screen& screen,
                   bool colour);
  // Erases the last frame.
  std::string clear(const Screen& screen);

 private:
  std::string back(const Screen& screen) const;
  std::vector<int> widths_;  // of the lines on the screen
};

}  // namespace gate
