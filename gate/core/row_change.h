// What the way down and up again did to the rows of a table (`--rows`).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace gate {

struct RowChange {
  enum class Kind { lost, changed, added };
  Kind kind = Kind::lost;
  std::string table;
  std::vector<std::string> columns;  // of a change: those that differ
  std::string before;                // the row as text: "(id=1, email=a@example.org)"
  std::string after;
  bool put_by_gate = false;  // else it was there before the revision that is walked
};

// A table that gate could not put a row into, and why.
struct UnfilledTable {
  std::string table;
  std::string why;
};

std::string_view to_string(RowChange::Kind kind);

}  // namespace gate
