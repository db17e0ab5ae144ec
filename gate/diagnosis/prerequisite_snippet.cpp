#include "gate/diagnosis/prerequisite_snippet.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace gate {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t widest = 76;  // of what is put on one line

// Another encoding than UTF-8 in a value must not lose the rest.
std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string on_lines(const Json& json, int indent);

// Names with their values, or values, one after the other with this between them.
std::string members(const Json& json, const std::string& between, int indent) {
  std::string text;
  for (const auto& [name, value] : json.items()) {
    if (!text.empty()) text += "," + between;
    if (json.is_object()) text += dumped(name) + ": ";
    text += indent < 0 ? (value.is_structured() ? members(value, " ", -1) : dumped(value))
                       : on_lines(value, indent);
  }
  if (indent >= 0) return text;
  if (json.is_array()) return "[" + text + "]";
  return text.empty() ? "{}" : "{ " + text + " }";
}

// As people write it: what fits on a line is on one line.
std::string on_lines(const Json& json, int indent) {
  if (!json.is_structured()) return dumped(json);
  const std::string line = members(json, " ", -1);
  if (indent > 0 && line.size() + static_cast<std::size_t>(indent) <= widest) return line;
  const std::string inner = "\n" + std::string(static_cast<std::size_t>(indent) + 2, ' ');
  const std::string end = "\n" + std::string(static_cast<std::size_t>(indent), ' ');
  const auto text = inner + members(json, inner, indent + 2) + end;
  return json.is_array() ? "[" + text + "]" : "{" + text + "}";
}

std::string written(const Json& json) { return on_lines(json, 0); }

bool all_in(const std::vector<std::string>& columns, const Json& row) {
  return std::all_of(columns.begin(), columns.end(),
                     [&](const std::string& column) { return row.contains(column); });
}

Json key_columns(const RowNeeds& needs) {
  Json columns = Json::array();
  for (const auto& [column, value] : needs.key) columns.push_back(column);
  return columns;
}

// ON CONFLICT takes the columns of a unique index: best of those that were looked for, else of any
// that the row has values for; the columns looked for where no such index is known.
Json conflict_columns(const std::vector<ColumnValue>& values, const Json& row,
                      const std::optional<RowNeeds>& needs) {
  Json wanted = Json::object();
  for (const ColumnValue& one : values) wanted[one.column] = true;
  if (needs) {
    for (const Json* among : std::initializer_list<const Json*>{&wanted, &row}) {
      for (const auto& columns : needs->unique) {
        if (all_in(columns, *among)) return columns;
      }
    }
    // Without any, the primary key gets a value of its own.
    if (!needs->key.empty()) return key_columns(*needs);
  }
  Json columns = Json::array();
  for (const auto& [column, ignored] : wanted.items()) columns.push_back(column);
  return columns;
}

}  // namespace

std::string role_prerequisite(std::string_view role, std::string_view revision, bool later) {
  return written({{"role", {{"name", role}, {"login", false}}},
                  {"required_by", fmt::format("{}{}", revision, later ? "+" : "")},
                  {"label", fmt::format("create {} role", role)}});
}

std::string extension_prerequisite(std::string_view extension, std::string_view schema,
                                   std::string_view revision) {
  Json what = {{"name", extension}};
  if (!schema.empty()) what["schema"] = schema;
  return written({{"extension", std::move(what)},
                  {"required_by", revision},
                  {"label", fmt::format("create {} extension", extension)}});
}

std::string schema_prerequisite(std::string_view schema, std::string_view revision) {
  return written({{"schema", {{"name", schema}}},
                  {"required_by", revision},
                  {"label", fmt::format("create {} schema", schema)}});
}

std::string file_prerequisite(std::string_view file, std::string_view after,
                              std::string_view revision, std::string_view label) {
  Json prerequisite = {{"sql", {{"file", file}}}};
  if (!after.empty()) prerequisite["after"] = after;
  prerequisite["required_by"] = revision;
  prerequisite["label"] = label;
  return written(prerequisite);
}

std::string baseline_declaration(std::string_view file, std::string_view revision) {
  return written({{"baseline", {{"file", file}, {"revision", revision}}}});
}

std::string environment_declaration(const std::vector<std::string>& variables,
                                    const std::vector<std::string>& urls) {
  Json keys = Json::object();
  for (const std::string& name : variables) keys["environment"][name] = "<a value for tests>";
  // What the declaration has by itself has to be said where others are.
  if (!urls.empty()) keys["url_variables"] = Json(urls);
  return written(keys);
}

std::string irreversible_declaration(std::string_view revision, std::string_view reason) {
  const std::string why = reason.empty() ? "<why there is no way back>" : std::string(reason);
  return written({{"irreversible", Json::array({{{"revision", revision}, {"reason", why}}})}});
}

std::string text_declaration(std::string_view key, std::string_view value) {
  return written({{key, value}});
}

std::string row_prerequisite(std::string_view table, const std::vector<ColumnValue>& values,
                             const std::optional<RowNeeds>& needs, std::string_view after,
                             std::string_view revision) {
  Json row = Json::object();
  for (const ColumnValue& one : values) {
    row[one.column] = one.value ? *one.value : fmt::format("<{}>", one.column);
  }
  if (needs) {
    for (const auto& [column, value] : needs->required) {
      if (!row.contains(column)) row[column] = value;
    }
  }
  const Json conflict = conflict_columns(values, row, needs);
  if (needs && conflict == key_columns(*needs)) {
    for (const auto& [column, value] : needs->key) {
      if (!row.contains(column)) row[column] = value;
    }
  }
  Json prerequisite = {
      {"row", {{"table", table}, {"values", std::move(row)}, {"conflict", conflict}}}};
  if (!after.empty()) prerequisite["after"] = after;
  prerequisite["required_by"] = revision;
  prerequisite["label"] = fmt::format("seed {} row", table);
  return written(prerequisite);
}

}  // namespace gate
