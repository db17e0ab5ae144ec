#include <nlohmann/json.hpp>

#include "gate/alembic/event.h"
#include "gate/alembic/event_fields.h"

namespace gate {
namespace {

using nlohmann::json;

bool truth(const json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::string sql_text(const json& event) {
  std::string sql = text(event, "sql");
  for (const std::string& piece : texts(event, "sql_pieces")) sql += piece;
  return sql;
}

std::vector<IndexElement> elements(const json& event) {
  std::vector<IndexElement> all;
  const auto found = event.find("elements");
  if (found == event.end() || !found->is_array()) return all;
  for (const json& one : *found) {
    if (one.is_object()) all.push_back({text(one, "column"), text(one, "text")});
  }
  return all;
}

SourceFact source_fact(const json& event) {
  SourceFact fact;
  fact.file = text(event, "file");
  fact.line = number(event, "line");
  fact.end_line = number(event, "end_line");
  fact.function = text(event, "function");
  fact.upgrading = text(event, "direction") != "downgrade";
  fact.conditional = truth(event, "conditional");
  fact.source = text(event, "source");
  fact.call = text(event, "call");
  fact.unread = text(event, "event") == "unread";
  fact.sql = fact.unread ? text(event, "words") : sql_text(event);
  fact.iterated = truth(event, "iterated");
  const auto parameters = event.find("parameters");
  if (parameters != event.end() && parameters->is_structured()) {
    fact.parameters = parameters->dump(-1, ' ', true, json::error_handler_t::replace);
  }
  fact.schema = text(event, "schema");
  fact.table = text(event, "table");
  fact.name = text(event, "name");
  fact.new_name = text(event, "new_name");
  fact.definitions = texts(event, "definitions");
  fact.elements = elements(event);
  fact.predicate = text(event, "predicate");
  fact.temporary = truth(event, "temporary");
  fact.guarded = truth(event, "guarded");
  return fact;
}

RaiseSite raise_site(const json& event) {
  RaiseSite raise;
  raise.file = text(event, "file");
  raise.line = number(event, "line");
  raise.end_line = number(event, "end_line");
  raise.when_missing = text(event, "when") == "missing";
  raise.implied = truth(event, "implied");
  const auto lookups = event.find("lookups");
  if (lookups == event.end() || !lookups->is_array()) return raise;
  for (const json& span : *lookups) {
    if (!span.is_array() || span.size() != 2 || !span[0].is_number() || !span[1].is_number()) {
      continue;
    }
    for (int line = span[0].get<int>(); line <= span[1].get<int>(); ++line) {
      raise.lookup_lines.push_back(line);
    }
  }
  return raise;
}

}  // namespace

FlaskApplication flask_application(const json& event) {
  return {text(event, "app"), truth(event, "found"), texts(event, "candidates")};
}

VariableRead variable_read(const json& event) {
  VariableRead read;
  read.name = text(event, "name");
  read.file = text(event, "file");
  read.line = number(event, "line");
  read.target = text(event, "target");
  read.use = text(event, "use");
  const auto value = event.find("default");
  read.has_default = value != event.end() && value->is_string();
  read.default_value = text(event, "default");
  read.required = truth(event, "required");
  return read;
}

void add_event(const json& event, SourceFacts& facts) {
  const std::string name = text(event, "event");
  if (name == "operation" || name == "sql" || name == "unread") {
    facts.facts.push_back(source_fact(event));
  }
  if (name == "raise") facts.raises.push_back(raise_site(event));
}

}  // namespace gate
