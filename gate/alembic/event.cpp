#include "gate/alembic/event.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "gate/alembic/event_fields.h"
#include "gate/postgres/catalog.h"
#include "gate/process/child.h"

namespace gate {
namespace {

using nlohmann::json;

SqlError sql_error(const json& event) {
  SqlError error;
  error.sqlstate = text(event, "sqlstate");
  error.severity = text(event, "severity");
  error.primary = text(event, "primary");
  error.detail = text(event, "detail");
  error.hint = text(event, "hint");
  error.context = text(event, "context");
  error.schema = text(event, "schema");
  error.table = text(event, "table");
  error.column = text(event, "column");
  error.datatype = text(event, "datatype");
  error.constraint = text(event, "constraint");
  error.statement = text(event, "statement");
  return error;
}

SourcePlace place(const json& object) {
  return {text(object, "file"), number(object, "line"), text(object, "function"),
          text(object, "code")};
}

std::vector<ExecutedStatement> statements(const json& event) {
  std::vector<ExecutedStatement> all;
  const auto found = event.find("statements");
  if (found == event.end() || !found->is_array()) return all;
  for (const json& one : *found) {
    const auto rows = one.find("rows");
    all.push_back({text(one, "sql"), text(one, "parameters"),
                   rows != one.end() && rows->is_number() ? rows->get<long>() : -1, place(one)});
  }
  return all;
}

// A row as PostgreSQL gave it: texts and nulls.
void add_catalog(const json& event, StepResult& result) {
  std::vector<Row> rows;
  for (const json& one : event.value("rows", json::array())) {
    Row& row = rows.emplace_back();
    for (const json& value : one) {
      row.push_back(value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt);
    }
  }
  if (!result.schema_before) result.schema_before.emplace();
  add_objects(texts(event, "columns"), rows, *result.schema_before);
}

void end_step(const json& event, StepResult& result) {
  const std::string status = text(event, "status");
  result.passed = status == "passed";
  result.end = status == "died" ? StepEnd::died : StepEnd::told;
  if (result.end == StepEnd::died) {
    result.how_it_ended =
        describe(ExitStatus{number(event, "exit_status"), number(event, "signal")});
  }
}

}  // namespace

Result<json> parse_event(std::string_view line) {
  json event = json::parse(line, nullptr, false);
  if (event.is_object() && event.contains("event") && event["event"].is_string()) {
    return {boost::system::in_place_value, std::move(event)};
  }
  return Error{ErrorCode::internal,
               fmt::format("the driver sent what is no event: {}", line.substr(0, 200)),
               "This is a bug of gate; please report it with this line."};
}

RevisionFile revision_file(const json& event) {
  RevisionFile file;
  file.file = text(event, "file");
  file.revision = text(event, "revision");
  file.revision_line = number(event, "revision_line");
  file.down_revisions = texts(event, "down_revisions");
  file.down_line = number(event, "down_line");
  file.depends_line = number(event, "depends_line");
  file.depends_on = texts(event, "depends_on");
  file.branch_labels = texts(event, "branch_labels");
  file.message = text(event, "message");
  file.downgrade_line = number(event, "downgrade_line");
  file.downgrade_is_empty = event.value("downgrade_is_empty", false);
  if (const auto problem = event.find("problem"); problem != event.end() && problem->is_object()) {
    file.problem = text(*problem, "kind");
    file.problem_message = text(*problem, "message");
    file.problem_line = number(*problem, "line");
  }
  return file;
}

Failure failure(const json& event) {
  Failure result;
  if (const auto chain = event.find("chain"); chain != event.end() && chain->is_array()) {
    for (const json& link : *chain) {
      result.chain.push_back({text(link, "class"), text(link, "message")});
    }
  }
  if (!text(event, "sqlstate").empty() || !text(event, "primary").empty()) {
    result.sql = sql_error(event);
  }
  if (const auto first = event.find("first_error"); first != event.end() && first->is_object()) {
    result.first_sql = sql_error(*first);
    result.first_place = place(*first);
  }
  result.revision = text(event, "revision");
  result.direction = text(event, "direction");
  result.place = place(event);
  if (const auto frames = event.find("frames"); frames != event.end() && frames->is_array()) {
    for (const json& frame : *frames) result.frames.push_back(place(frame));
  }
  result.statements = statements(event);
  result.traceback = text(event, "traceback");
  result.wall = text(event, "wall");
  result.missing_variables = texts(event, "missing_variables");
  result.missing_module = text(event, "missing_module");
  return result;
}

void add_event(const json& event, StepResult& result) {
  const std::string name = text(event, "event");
  if (name == "context") {
    VersionTable table;
    if (const auto configured = text(event, "version_table"); !configured.empty()) {
      table.name = configured;
    }
    table.schema = text(event, "version_table_schema");
    result.version_table = table;
  } else if (name == "revision-begin") {
    result.running = {text(event, "revision"), text(event, "direction")};
  } else if (name == "revision-end") {
    result.running = {};
    result.applied.push_back(text(event, "revision"));
  } else if (name == "connection") {
    result.redirects.push_back({text(event, "driver"), text(event, "asked"), place(event)});
  } else if (name == "refused") {
    result.refused = text(event, "message");
  } else if (name == "heads") {
    result.heads = texts(event, "heads");
  } else if (name == "statements") {
    result.statements = statements(event);
  } else if (name == "missing") {
    result.missing_variables = texts(event, "missing_variables");
    result.missing_module = text(event, "missing_module");
  } else if (name == "catalog") {
    add_catalog(event, result);
  } else if (name == "catalog-unread") {
    result.schema_unread = text(event, "message");
  } else if (name == "model-drift") {
    result.model_drift = texts(event, "operations");
  } else if (name == "failure") {
    result.failure = failure(event);
  } else if (name == "step-ended") {
    end_step(event, result);
  }
}

}  // namespace gate
