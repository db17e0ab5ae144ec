#include "gate/tree/json_value.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace gate {
namespace {

// Longer strings are cut in messages, not in the middle of a character.
constexpr std::size_t longest_shown = 60;

std::string json_text(std::string_view text) { return nlohmann::json(text).dump(); }

std::string shortened(std::string_view text) {
  if (text.size() <= longest_shown) return json_text(text);
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return json_text(text.substr(0, end)) + "...";
}

}  // namespace

std::string to_json(const JsonValue& value) {
  const bool object = value.kind == JsonValue::Kind::object;
  std::string inside;
  for (const auto& child : value.children) {
    if (!inside.empty()) inside += ", ";
    if (object) inside += json_text(child.key) + ": ";
    inside += to_json(child);
  }
  switch (value.kind) {
    case JsonValue::Kind::null:
      return "null";
    case JsonValue::Kind::boolean:
    case JsonValue::Kind::number:
      return value.text;
    case JsonValue::Kind::string:
      return json_text(value.text);
    case JsonValue::Kind::array:
      return '[' + inside + ']';
    case JsonValue::Kind::object:
      return '{' + inside + '}';
  }
  return {};
}

bool is_json_text(std::string_view text) {
  using Json = nlohmann::json;
  return Json(text).dump(-1, ' ', false, Json::error_handler_t::ignore) ==
         Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string describe(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::null:
      return "null";
    case JsonValue::Kind::boolean:
    case JsonValue::Kind::number:
      return value.text;
    case JsonValue::Kind::string:
      return shortened(value.text);
    case JsonValue::Kind::array:
      return value.children.empty() ? "an empty array" : "an array";
    case JsonValue::Kind::object:
      return value.children.empty() ? "an empty object" : "an object";
  }
  return {};
}

std::string pointer_step(std::string_view key) {
  std::string step = "/";
  for (const char c : key) {
    if (c == '~') {
      step += "~0";
    } else if (c == '/') {
      step += "~1";
    } else {
      step += c;
    }
  }
  return step;
}

}  // namespace gate
