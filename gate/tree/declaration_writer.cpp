#include "gate/tree/declaration_writer.h"

#include <algorithm>

#include "gate/tree/default_title.h"
#include "gate/tree/json_value.h"

namespace gate {
namespace {

namespace fs = std::filesystem;
using Kind = JsonValue::Kind;

// A longer array gets a line for each item.
constexpr std::size_t widest = 100;

JsonValue text_of(std::string text) { return {Kind::string, {}, std::move(text), {}}; }

JsonValue object() { return {Kind::object, {}, {}, {}}; }

void add(JsonValue& to, std::string key, JsonValue value) {
  value.key = std::move(key);
  to.children.push_back(std::move(value));
}

void add(JsonValue& to, std::string key, std::string text) {
  add(to, std::move(key), text_of(std::move(text)));
}

void add(JsonValue& to, std::string key, const std::vector<std::string>& texts) {
  JsonValue array{Kind::array, {}, {}, {}};
  for (const std::string& text : texts) array.children.push_back(text_of(text));
  add(to, std::move(key), std::move(array));
}

std::string shown_below(const fs::path& path, const fs::path& base) {
  return path.lexically_relative(base).generic_string();
}

JsonValue value_of(const SeedRow& row) {
  JsonValue value = object();
  add(value, "table", row.table);
  JsonValue values = object();
  for (const auto& [column, text] : row.values) {
    add(values, column, text ? text_of(*text) : JsonValue{});
  }
  add(value, "values", std::move(values));
  add(value, "conflict", row.conflict);
  return value;
}

JsonValue value_of(const SeedRole& role) {
  JsonValue value = object();
  add(value, "name", role.name);
  add(value, "login", {Kind::boolean, {}, "false", {}});
  return value;
}

JsonValue value_of(const SeedExtension& extension) {
  JsonValue value = object();
  add(value, "name", extension.name);
  if (!extension.schema.empty()) add(value, "schema", extension.schema);
  return value;
}

JsonValue value_of(const SeedSchema& schema) {
  JsonValue value = object();
  add(value, "name", schema.name);
  return value;
}

JsonValue value_of(const SeedFile& file) {
  JsonValue value = object();
  add(value, "file", file.shown);
  return value;
}

std::string kind_of(const Prerequisite& prerequisite) {
  constexpr const char* kinds[] = {"row", "role", "extension", "schema", "sql"};
  return kinds[prerequisite.what.index()];
}

JsonValue value_of(const Prerequisite& prerequisite) {
  JsonValue value = object();
  add(value, kind_of(prerequisite),
      std::visit([](const auto& what) { return value_of(what); }, prerequisite.what));
  if (!prerequisite.after.empty()) add(value, "after", prerequisite.after);
  add(value, "required_by", prerequisite.required_by);
  add(value, "label", prerequisite.label);
  return value;
}

void add_places(JsonValue& top, const Declaration& one) {
  add(top, "tree", one.tree);
  if (one.title != default_title(one.tree)) add(top, "title", one.title);
  if (one.repository != one.root) add(top, "repository", shown_below(one.repository, one.root));
  add(top, "alembic_ini", shown_below(one.alembic_ini, one.repository));
  if (one.directory != one.alembic_ini.parent_path()) {
    add(top, "directory", shown_below(one.directory, one.repository));
  }
}

void add_database(JsonValue& top, const Declaration& one) {
  if (one.postgres) {
    add(top, "postgres", {Kind::number, {}, std::to_string(*one.postgres), {}});
  }
  if (!one.watch.empty()) add(top, "watch", one.watch);
  add(top, "database", one.database);
  add(top, "url_variables", one.url_variables);
  if (one.prerequisites.empty()) return;
  JsonValue prerequisites{Kind::array, {}, {}, {}};
  for (const Prerequisite& entry : one.prerequisites) {
    prerequisites.children.push_back(value_of(entry));
  }
  add(top, "prerequisites", std::move(prerequisites));
}

void add_command(JsonValue& top, const Declaration& one) {
  if (!one.environment.empty()) {
    JsonValue environment = object();
    for (const auto& [name, text] : one.environment) add(environment, name, text);
    add(top, "environment", std::move(environment));
  }
  if (!one.alembic_args.empty()) add(top, "alembic_args", one.alembic_args);
  if (one.baseline) {
    JsonValue baseline = object();
    add(baseline, "file", one.baseline->shown);
    add(baseline, "revision", one.baseline->revision);
    add(top, "baseline", std::move(baseline));
  }
  if (!one.heads.empty()) add(top, "heads", one.heads);
  if (!one.flask_app.empty()) add(top, "flask_app", one.flask_app);
  if (!one.python.empty()) {
    const bool on_path = !one.python.has_parent_path();
    add(top, "python", on_path ? one.python.string() : shown_below(one.python, one.repository));
  }
  if (one.timeout) {
    add(top, "timeout", {Kind::number, {}, std::to_string(one.timeout->count()), {}});
  }
}

void add_proof(JsonValue& top, const Declaration& one) {
  if (!one.irreversible.empty()) {
    JsonValue list{Kind::array, {}, {}, {}};
    for (const Irreversible& entry : one.irreversible) {
      JsonValue value = object();
      add(value, "revision", entry.revision);
      add(value, "reason", entry.reason);
      if (!entry.reference.empty()) add(value, "reference", entry.reference);
      list.children.push_back(std::move(value));
    }
    add(top, "irreversible", std::move(list));
  }
  if (!one.strict.empty()) add(top, "strict", one.strict);
}

void add_escalation(JsonValue& top, const Declaration& one) {
  if (!one.sensitive_tables.empty()) add(top, "sensitive_tables", one.sensitive_tables);
  if (one.contacts.empty()) return;
  JsonValue contacts = object();
  for (const auto& [owner, how] : one.contacts) add(contacts, owner, how);
  add(top, "contacts", std::move(contacts));
}

// As seeds/ has them: objects over several lines, an array of texts on one where it fits.
std::string laid_out(const JsonValue& value, std::size_t indent, std::size_t used) {
  const bool is_object = value.kind == Kind::object;
  const auto& parts = value.children;
  const bool nested = std::any_of(parts.begin(), parts.end(), [](const JsonValue& part) {
    return part.kind == Kind::object || part.kind == Kind::array;
  });
  std::string line = to_json(value);
  if (parts.empty() || (!is_object && !nested && used + line.size() <= widest)) return line;
  const std::string margin(indent + 2, ' ');
  std::string out;
  for (const JsonValue& part : parts) {
    const std::string key = is_object ? to_json(text_of(part.key)) + ": " : std::string();
    out += (out.empty() ? "\n" : ",\n") + margin + key;
    out += laid_out(part, indent + 2, margin.size() + key.size() + 1);
  }
  out += "\n" + std::string(indent, ' ');
  return is_object ? "{" + out + "}" : "[" + out + "]";
}

}  // namespace

std::string declaration_text(const Declaration& declaration) {
  JsonValue top = object();
  add(top, "$schema", std::string("tree.schema.json"));
  add_places(top, declaration);
  add_database(top, declaration);
  add_command(top, declaration);
  add_proof(top, declaration);
  add_escalation(top, declaration);
  return laid_out(top, 0, 0) + "\n";
}

}  // namespace gate
