// What is known of a cause that a report names: enough to print it without asking diagnosis.
#pragma once

#include <string>

namespace gate {

struct KnownCause {
  std::string kind;   // the cause's slug
  std::string mode;   // the runbook's letter; empty where it has none
  std::string title;  // one line
  std::string page;   // its whole page, in Markdown
};

}  // namespace gate
