#include "gate/tree/json_syntax.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

namespace gate {

SyntaxComplaint read_complaint(const std::string& what) {
  constexpr std::string_view expected_marker = "; expected ";
  SyntaxComplaint complaint{"1:1", what, "JSON"};
  const auto place = what.find("line ");
  int line = 0;
  int column = 0;
  if (place == std::string::npos ||
      std::sscanf(what.c_str() + place, "line %d, column %d", &line, &column) != 2) {
    return complaint;
  }
  complaint.place = fmt::format("{}:{}", line, column);

  std::string_view rest(what);
  rest.remove_prefix(place);
  rest.remove_prefix(std::min(rest.find(": "), rest.size() - 2) + 2);
  if (const auto expected = rest.rfind(expected_marker); expected != std::string_view::npos) {
    complaint.expected = rest.substr(expected + expected_marker.size());
    rest = rest.substr(0, expected);
  }
  complaint.problem = rest.substr(0, rest.find("; last read: "));
  return complaint;
}

}  // namespace gate
