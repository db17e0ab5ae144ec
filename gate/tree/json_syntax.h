// What is wrong with the syntax of a JSON text, out of nlohmann's one-line complaint.
#pragma once

#include <string>
#include <string_view>

namespace gate {

struct SyntaxComplaint {
  std::string place;     // "3:5"
  std::string problem;   // "syntax error while parsing value - unexpected '}'"
  std::string expected;  // "end of input"
};

// From "[...] parse error at line 3, column 5: syntax error while parsing value - unexpected '}';
// expected end of input". The text last read, which it may hold, can be binary and is left out.
SyntaxComplaint read_complaint(const std::string& what);

}  // namespace gate
