// A file's text that need not lie on the disk: one of the past, from another branch.
#pragma once

#include <string>

namespace gate {

struct SourceText {
  std::string name;  // for messages, and what tells one from the other
  std::string text;
};

}  // namespace gate
