#include "gate/diagnosis/prerequisite_snippet.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace gate {
namespace {

using Json = nlohmann::ordered_json;

// Another encoding than UTF-8 in a value must not lose the rest.
std::string written(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

std::string role_prerequisite(std::string_view role, std::string_view revision, bool later) {
  return written({{"role", {{"name", role}, {"login", false}}},
                  {"required_by", fmt::format("{}{}", revision, later ? "+" : "")},
                  {"label", fmt::format("create {} role", role)}});
}

std::string row_prerequisite(std::string_view table, const std::vector<ColumnValue>& values,
                             std::string_view after, std::string_view revision) {
  Json row = Json::object();
  Json conflict = Json::array();
  for (const ColumnValue& one : values) {
    row[one.column] = one.value ? *one.value : fmt::format("<{}>", one.column);
    conflict.push_back(one.column);
  }
  Json prerequisite = {
      {"row", {{"table", table}, {"values", std::move(row)}, {"conflict", std::move(conflict)}}}};
  if (!after.empty()) prerequisite["after"] = after;
  prerequisite["required_by"] = revision;
  prerequisite["label"] = fmt::format("seed {} row", table);
  return written(prerequisite);
}

}  // namespace gate
