// Reading the fields of a driver's event. Absent, null and text of another type all come out empty:
// facts may be missing.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gate {

inline std::string text(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

inline int number(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number() ? found->get<int>() : 0;
}

inline std::vector<std::string> texts(const nlohmann::json& object, const char* key) {
  std::vector<std::string> all;
  const auto found = object.find(key);
  if (found == object.end() || !found->is_array()) return all;
  for (const nlohmann::json& one : *found) {
    if (one.is_string()) all.push_back(one.get<std::string>());
  }
  return all;
}

}  // namespace gate
