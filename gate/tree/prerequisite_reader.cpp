#include "gate/tree/prerequisite_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "gate/tree/field.h"

namespace gate {
namespace {

constexpr std::string_view idempotent_hint =
    "Name the columns of a unique constraint; without them the INSERT could not be run twice.";

std::string table_name(const JsonReader& field) {
  constexpr std::string_view expected = "a table's name, with its schema or without";
  auto table = field.text(expected);
  const auto dot = table.find('.');
  const auto first = table.substr(0, dot);
  const auto second = dot == std::string::npos ? first : table.substr(dot + 1);
  if (first.empty() || second.empty() || second.find('.') != std::string::npos) {
    field.unexpected(expected, "Write \"admins\" or \"app.admins\".");
  }
  check_name(field, std::max(first, second, [](const auto& left, const auto& right) {
               return left.size() < right.size();
             }));
  return table;
}

void read_values(const JsonReader& field, SeedRow& row) {
  const auto members = field.members("an object of columns and values");
  if (members.empty()) field.unexpected("a value for one column at least");
  for (const auto& value : members) {
    const auto& column = value.key();
    if (column.empty()) value.wrong("an empty name", "a column's name");
    check_name(value, column);
    row.values.emplace_back(column, std::nullopt);
    if (!value.is_null()) row.values.back().second = value.as_text();
  }
}

void read_conflict(const JsonReader& field, SeedRow& row) {
  constexpr std::string_view expected = "the columns that make the row unique";
  if (!field.there()) field.unexpected(expected, idempotent_hint);
  std::set<std::string> seen;
  for (const auto& item : field.items(expected)) {
    const auto column = item.text("a column's name");
    const auto value = std::find_if(row.values.begin(), row.values.end(),
                                    [&](const auto& pair) { return pair.first == column; });
    if (value == row.values.end()) {
      item.unexpected("a column that is in values", "Add the column to values, or mend its name.");
    } else if (!value->second) {
      item.wrong(fmt::format("{}, whose value is null", column), "a column with a value",
                 "Nulls never conflict, so the row would be inserted again and again.");
    }
    if (!seen.insert(column).second) item.wrong(column + " twice", "each column once");
    row.conflict.push_back(column);
  }
  if (row.conflict.empty()) field.unexpected(expected, idempotent_hint);
}

SeedRow read_row(const JsonReader& field) {
  SeedRow row;
  field.only({"table", "values", "conflict"});
  row.table = table_name(field.at("table"));
  read_values(field.at("values"), row);
  read_conflict(field.at("conflict"), row);
  return row;
}

SeedRole read_role(const JsonReader& field) {
  if (const auto password = field.at("password"); password.there()) {
    password.wrong("a password", "none", "The gate's roles cannot log in; take the key out.");
  }
  field.only({"name", "login"});
  SeedRole role{name(field.at("name"), "a role's name")};
  if (role.name.rfind("pg_", 0) == 0 || role.name == "public" || role.name == "none") {
    field.at("name").unexpected("a name that PostgreSQL lets one give to a role",
                                "Names that begin with pg_, public and none are reserved.");
  }
  const auto login = field.at("login");
  if (login.there() && !login.is_false()) {
    login.unexpected("false",
                     "A role that may log in would need a password, which production gives it "
                     "outside Alembic; declare it with \"login\": false.");
  }
  return role;
}

}  // namespace

Prerequisite read_prerequisite(const JsonReader& entry) {
  Prerequisite prerequisite;
  entry.only({"row", "role", "after", "required_by", "label"});
  const auto row = entry.at("row");
  const auto role = entry.at("role");
  if (row.there() == role.there()) {
    entry.wrong(row.there() ? "both row and role" : "neither row nor role", "one of them",
                "Make it one entry for each row and each role.");
  }
  if (row.there()) prerequisite.what = read_row(row);
  if (role.there()) prerequisite.what = read_role(role);
  if (const auto after = entry.at("after"); after.there() || row.there()) {
    prerequisite.after = after.text("the revision that makes the row's table");
  }
  const auto required_by = entry.at("required_by");
  prerequisite.required_by = required_by.text("the revision that needs it");
  if (prerequisite.required_by.find_first_not_of('+') == std::string::npos) {
    required_by.unexpected("the revision that needs it");
  }
  prerequisite.label = entry.at("label").text("a few words for the step's name");
  return prerequisite;
}

}  // namespace gate
