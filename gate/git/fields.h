// The fields of what git prints with -z.
#pragma once

#include <string_view>
#include <vector>

namespace gate {

// Between the separators; nothing after the last one is no field.
inline std::vector<std::string_view> fields_of(std::string_view text, char separator = '\0') {
  std::vector<std::string_view> fields;
  while (!text.empty()) {
    const auto end = text.find(separator);
    fields.push_back(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return fields;
}

}  // namespace gate
