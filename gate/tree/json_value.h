// A JSON document as a declaration needs it: members in the order written, numbers as written.
//
// nlohmann's own document rounds 1.10 to 1.1 and takes the last of two equal keys; a seed row's
// value has to reach PostgreSQL as it stands in the file, and a key given twice is a mistake.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/core/error.h"

namespace gate {

struct JsonValue {
  enum class Kind { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  std::string key;                  // as a member of an object
  std::string text;                 // a string's value; a number or boolean as written
  std::vector<JsonValue> children;  // an array's items, an object's members
};

// One document. An Error (declaration) says where in `name` it stops being one: line and column
// for bad syntax, the JSON pointer for a key given twice, a NUL byte and a nesting too deep.
Result<JsonValue> parse_json(std::string_view text, const std::string& name);
// The value as one line of JSON.
std::string to_json(const JsonValue& value);
// Whether a text can stand in JSON as it is: whether it is UTF-8.
bool is_json_text(std::string_view text);
// What it is, in the words of an error message: `true`, `"0016"`, `an array`.
std::string describe(const JsonValue& value);
// A key as one step of a JSON pointer (RFC 6901): "/a~1b".
std::string pointer_step(std::string_view key);

}  // namespace gate
