#include "gate/postgres/catalog.h"

#include <fmt/format.h>

#include <set>

namespace gate {
namespace {

constexpr std::size_t first_attribute = 3;  // after kind, name and part_of

// Which server process answers, and whether it has the queries prepared: planning them costs as
// much as running them does.
struct Backend {
  std::string id;
  bool prepared = false;
};

QueryOutcome<Backend> backend(const AskCatalog& ask) {
  const auto asked = ask(
      "SELECT pg_catalog.pg_backend_pid(), EXISTS (SELECT FROM pg_catalog.pg_prepared_statements"
      " WHERE name = 'gate_catalog_0')");
  if (!asked) return asked.error();
  const Row& row = asked->rows.at(0);
  return Backend{row.at(0).value_or(""), row.at(1) == "t"};
}

QueryOutcome<Schema> read_inside(const AskCatalog& ask, const std::vector<std::string>& queries,
                                 bool prepared) {
  if (auto set = ask(catalog_settings()); !set) return set.error();
  Schema schema;
  // From the last to the first, so that the first is there only when all are.
  for (std::size_t left = queries.size(); left > 0; --left) {
    const std::string name = fmt::format("gate_catalog_{}", left - 1);
    if (!prepared) {
      const auto made = ask(fmt::format("PREPARE {} AS {}", name, queries[left - 1]));
      if (!made) return made.error();
    }
    const auto asked = ask("EXECUTE " + name);
    if (!asked) return asked.error();
    add_objects(asked->columns, asked->rows, schema);
  }
  return schema;
}

// The catalog quotes a name where it has to be; a declaration has it plain.
std::string without_quotes(std::string name) {
  std::erase(name, '"');
  return name;
}

bool is_named(const SchemaObject& table, const std::string& name) {
  if (table.kind != "table") return false;
  const std::string full = without_quotes(table.name);
  return name.find('.') != name.npos ? full == name : full.ends_with("." + name);
}

}  // namespace

void add_objects(const std::vector<std::string>& columns, const std::vector<Row>& rows,
                 Schema& schema) {
  for (const Row& row : rows) {
    SchemaObject object{row.at(0).value_or(""), row.at(1).value_or(""), row.at(2).value_or(""), {}};
    for (std::size_t i = first_attribute; i < row.size(); ++i) {
      if (row[i]) object.attributes.emplace_back(columns.at(i), *row[i]);
    }
    std::string key = key_of(object);
    schema.emplace(std::move(key), std::move(object));
  }
}

void leave_out(Schema& schema, const std::string& version_table) {
  std::set<std::string> gone;
  for (const auto& [key, object] : schema) {
    if (is_named(object, version_table)) gone.insert(key);
  }
  for (bool more = !gone.empty(); more;) {
    more = false;
    for (const auto& [key, object] : schema) {
      if (gone.count(object.part_of) != 0 && gone.insert(key).second) more = true;
    }
  }
  for (const std::string& key : gone) schema.erase(key);
}

// A connection that is opened again on the way has none of the settings: then all of it is read
// once more.
QueryOutcome<Schema> read_schema(const AskCatalog& ask, const std::vector<std::string>& queries) {
  constexpr int attempts = 2;
  for (int attempt = 1;; ++attempt) {
    if (auto begun = ask("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"); !begun) {
      return begun.error();
    }
    const auto first = backend(ask);
    if (!first) return first.error();
    auto schema = read_inside(ask, queries, first->prepared);
    if (auto ended = ask("ROLLBACK"); !ended) return ended.error();
    // What was prepared before one failed would be in the way.
    if (!schema) static_cast<void>(ask("DEALLOCATE ALL"));
    const auto last = backend(ask);
    if (!last) return last.error();
    if (last->id == first->id || attempt == attempts) return schema;
  }
}

QueryOutcome<Schema> read_schema(const AskCatalog& ask, int major_version) {
  return read_schema(ask, catalog_queries(major_version));
}

}  // namespace gate
