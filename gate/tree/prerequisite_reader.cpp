#include "gate/tree/prerequisite_reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "gate/tree/field.h"
#include "gate/tree/text_file.h"

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

SeedExtension read_extension(const JsonReader& field) {
  field.only({"name", "schema"});
  SeedExtension extension{name(field.at("name"), "an extension's name"), {}};
  if (const auto schema = field.at("schema"); schema.there()) {
    extension.schema = name(schema, "a schema's name");
  }
  return extension;
}

SeedSchema read_schema(const JsonReader& field) {
  field.only({"name"});
  return {name(field.at("name"), "a schema's name")};
}

SeedFile read_file(const JsonReader& field, const std::filesystem::path& repository) {
  field.only({"file"});
  const auto file = field.at("file");
  SeedFile result{file_below(repository, file), file.text("the path of a file of SQL"), {}};
  if (result.file.empty()) return result;
  if (const auto text = read_text_file(result.file, result.shown, most_mib_of_sql)) {
    result.sql = *text;
  } else {
    file.wrong(text.error().message, "a file of SQL", text.error().hint);
  }
  return result;
}

// The one key that says what it is.
std::string kind_of(const JsonReader& entry) {
  std::string kind;
  for (const char* key : {"row", "role", "extension", "schema", "sql"}) {
    if (!entry.at(key).there()) continue;
    if (!kind.empty()) {
      entry.wrong(fmt::format("both {} and {}", kind, key), "one of them",
                  "Make it one entry for each thing that is needed.");
    }
    kind = key;
  }
  if (kind.empty()) {
    entry.wrong("neither row, role, extension, schema nor sql", "one of them",
                "Make it one entry for each thing that is needed.");
  }
  return kind;
}

}  // namespace

Prerequisite read_prerequisite(const JsonReader& entry, const std::filesystem::path& repository) {
  Prerequisite prerequisite;
  entry.only({"row", "role", "extension", "schema", "sql", "after", "required_by", "label"});
  const auto kind = kind_of(entry);
  if (kind == "row") prerequisite.what = read_row(entry.at(kind));
  if (kind == "role") prerequisite.what = read_role(entry.at(kind));
  if (kind == "extension") prerequisite.what = read_extension(entry.at(kind));
  if (kind == "schema") prerequisite.what = read_schema(entry.at(kind));
  if (kind == "sql") prerequisite.what = read_file(entry.at(kind), repository);
  if (const auto after = entry.at("after"); after.there() || kind == "row") {
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
