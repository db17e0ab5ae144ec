#include "gate/pipeline/missing_extension.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnosis/known_extensions.h"

namespace gate {
namespace {

// Where the catalog has objects of a kind, and whether one of this name is there.
struct Catalog {
  std::string_view kind;
  std::string_view query;
};
constexpr Catalog catalogs[] = {
    {"type", "SELECT 1 FROM pg_catalog.pg_type WHERE typname = $1"},
    {"function", "SELECT 1 FROM pg_catalog.pg_proc WHERE proname = $1"},
    {"operator class", "SELECT 1 FROM pg_catalog.pg_opclass WHERE opcname = $1"},
    {"operator family", "SELECT 1 FROM pg_catalog.pg_opfamily WHERE opfname = $1"},
    {"access method", "SELECT 1 FROM pg_catalog.pg_am WHERE amname = $1"},
    {"language", "SELECT 1 FROM pg_catalog.pg_language WHERE lanname = $1"},
    {"foreign-data wrapper", "SELECT 1 FROM pg_catalog.pg_foreign_data_wrapper WHERE fdwname = $1"},
    {"text search dictionary", "SELECT 1 FROM pg_catalog.pg_ts_dict WHERE dictname = $1"},
    {"text search template", "SELECT 1 FROM pg_catalog.pg_ts_template WHERE tmplname = $1"},
    {"text search parser", "SELECT 1 FROM pg_catalog.pg_ts_parser WHERE prsname = $1"},
    {"text search configuration", "SELECT 1 FROM pg_catalog.pg_ts_config WHERE cfgname = $1"},
};
// `words` end with the operands: "text % unknown". That of an operator's left side tells it from
// others of its name.
constexpr std::string_view operators = R"(
  SELECT 1 FROM pg_catalog.pg_operator
  WHERE oprname = $1 AND $2 IN (pg_catalog.format_type(oprleft, NULL),
                                CASE oprleft WHEN 'text'::regtype THEN 'character varying' END))";

std::string left_operand(const MissingObject& object) {
  constexpr std::string_view before = "operator ";
  const auto at = object.words.find(" " + object.name + " ");
  if (at == std::string::npos || at < before.size()) return {};
  return object.words.substr(before.size(), at - before.size());
}

bool is_there(OwnConnection& connection, const MissingObject& object) {
  if (object.kind == "operator") {
    const auto found = connection.query(operators, {object.name, left_operand(object)});
    return found && !found->rows.empty();
  }
  for (const Catalog& catalog : catalogs) {
    if (catalog.kind != object.kind) continue;
    const auto found = connection.query(catalog.query, {object.name});
    return found && !found->rows.empty();
  }
  return false;
}

bool can_be_looked_for(const MissingObject& object) {
  return object.kind == "operator" ||
         std::any_of(std::begin(catalogs), std::end(catalogs),
                     [&](const Catalog& one) { return one.kind == object.kind; });
}

bool brings(OwnConnection& connection, const std::string& extension, const MissingObject& object) {
  if (!connection.query("BEGIN")) return false;
  const bool made =
      connection.query("CREATE EXTENSION IF NOT EXISTS " + quote_identifier(extension) + " CASCADE")
          .has_value();
  const bool found = made && is_there(connection, object);
  connection.query("ROLLBACK");
  return found;
}

std::vector<std::string> available(OwnConnection& connection) {
  const auto found = connection.query(
      "SELECT name FROM pg_catalog.pg_available_extensions WHERE installed_version IS NULL "
      "ORDER BY 1");
  std::vector<std::string> names;
  if (!found) return names;
  for (const Row& row : found->rows) names.push_back(row[0].value_or(""));
  return names;
}

bool is_installed(OwnConnection& connection, std::string_view extension) {
  const auto found = connection.query("SELECT 1 FROM pg_catalog.pg_extension WHERE extname = $1",
                                      {std::string(extension)});
  return found && !found->rows.empty();
}

}  // namespace

std::optional<ExtensionFact> extension_with(OwnConnection& connection,
                                            const MissingObject& object) {
  const auto names = available(connection);
  const auto has_files = [&](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (object.kind == "extension") return ExtensionFact{object.name, has_files(object.name)};
  // One that is there, in a schema off the search path or with other arguments, is not missing.
  if (is_there(connection, object)) return std::nullopt;
  const std::string known(known_extension(object));
  if (!known.empty()) {
    if (is_installed(connection, known)) return std::nullopt;
    return ExtensionFact{known, has_files(known)};
  }
  if (!can_be_looked_for(object)) return std::nullopt;
  for (const std::string& name : names) {
    if (brings(connection, name, object)) return ExtensionFact{name, true};
  }
  return std::nullopt;
}

}  // namespace gate
