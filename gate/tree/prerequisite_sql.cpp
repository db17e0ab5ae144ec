#include "gate/tree/prerequisite_sql.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/core/quote.h"

namespace gate {
namespace {

std::string quoted_list(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (const auto& name : names) quoted.push_back(quote_identifier(name));
  return fmt::format("{}", fmt::join(quoted, ", "));
}

std::string insert(const SeedRow& row, const std::vector<std::string>& values) {
  std::vector<std::string> columns;
  for (const auto& value : row.values) columns.push_back(value.first);
  return fmt::format("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT ({}) DO NOTHING",
                     quote_qualified(row.table), quoted_list(columns), fmt::join(values, ", "),
                     quoted_list(row.conflict));
}

Statement supply(const SeedRow& row) {
  Statement statement;
  std::vector<std::string> markers;
  for (const auto& value : row.values) {
    statement.parameters.push_back(value.second);
    markers.push_back(fmt::format("${}", markers.size() + 1));
  }
  statement.sql = insert(row, markers);
  return statement;
}

Statement look_for(const SeedRow& row) {
  Statement statement;
  std::vector<std::string> conditions;
  for (const auto& column : row.conflict) {
    const auto value = std::find_if(row.values.begin(), row.values.end(),
                                    [&](const auto& pair) { return pair.first == column; });
    if (value == row.values.end() || !value->second) {
      conditions.push_back(quote_identifier(column) + " IS NULL");
      continue;
    }
    statement.parameters.push_back(value->second);
    conditions.push_back(
        fmt::format("{} = ${}", quote_identifier(column), statement.parameters.size()));
  }
  statement.sql = fmt::format("SELECT 1 FROM {} WHERE {} LIMIT 1", quote_qualified(row.table),
                              fmt::join(conditions, " AND "));
  return statement;
}

std::string readable(const SeedRow& row) {
  std::vector<std::string> values;
  for (const auto& value : row.values) {
    values.push_back(value.second ? quote_literal(*value.second) : "NULL");
  }
  return insert(row, values) + ';';
}

// A dollar-quote tag that the body does not hold, so that nothing in a name can end the block.
std::string dollar_quoted(const std::string& body) {
  std::string tag = "$$";
  for (int i = 1; body.find(tag) != std::string::npos; ++i) tag = fmt::format("$gate{}$", i);
  return fmt::format("{0} {1} {0}", tag, body);
}

// The runbook's block, "How the gate supplies it (PR #1656)". It takes no parameters.
Statement supply(const SeedRole& role) {
  const auto body = fmt::format(
      "BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = {}) THEN "
      "CREATE ROLE {} NOLOGIN; END IF; END",
      quote_literal(role.name), quote_identifier(role.name));
  return {"DO " + dollar_quoted(body), {}};
}

Statement look_for(const SeedRole& role) {
  return {"SELECT 1 FROM pg_roles WHERE rolname = $1", {role.name}};
}

std::string readable(const SeedRole& role) { return supply(role).sql + ';'; }

// CASCADE: what it needs itself (earthdistance needs cube) comes with it.
Statement supply(const SeedExtension& extension) {
  const auto schema =
      extension.schema.empty() ? "" : " WITH SCHEMA " + quote_identifier(extension.schema);
  return {fmt::format("CREATE EXTENSION IF NOT EXISTS {}{} CASCADE",
                      quote_identifier(extension.name), schema),
          {}};
}

Statement look_for(const SeedExtension& extension) {
  return {"SELECT 1 FROM pg_extension WHERE extname = $1", {extension.name}};
}

std::string readable(const SeedExtension& extension) { return supply(extension).sql + ';'; }

Statement supply(const SeedSchema& schema) {
  return {"CREATE SCHEMA IF NOT EXISTS " + quote_identifier(schema.name), {}};
}

Statement look_for(const SeedSchema& schema) {
  return {"SELECT 1 FROM pg_namespace WHERE nspname = $1", {schema.name}};
}

std::string readable(const SeedSchema& schema) { return supply(schema).sql + ';'; }

Statement supply(const SeedFile& file) { return {file.sql, {}}; }

// What a file of SQL makes cannot be known, so it never counts as there.
Statement look_for(const SeedFile&) { return {"SELECT 1 WHERE false", {}}; }

std::string readable(const SeedFile& file) { return "\\i " + file.shown; }

}  // namespace

Statement supply(const Prerequisite& prerequisite) {
  return std::visit([](const auto& what) { return supply(what); }, prerequisite.what);
}

Statement look_for(const Prerequisite& prerequisite) {
  return std::visit([](const auto& what) { return look_for(what); }, prerequisite.what);
}

std::string readable_sql(const Prerequisite& prerequisite) {
  return std::visit([](const auto& what) { return readable(what); }, prerequisite.what);
}

}  // namespace gate
