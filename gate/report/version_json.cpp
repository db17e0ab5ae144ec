#include <nlohmann/json.hpp>

#include "gate/report/version.h"

namespace gate {
namespace {

using nlohmann::ordered_json;

ordered_json text_or_null(const std::string& text) {
  return text.empty() ? ordered_json() : ordered_json(text);
}

ordered_json json_of(const ServerHere& here) {
  return {{"wanted", here.wanted},
          {"version", text_or_null(here.version)},
          {"where", text_or_null(here.where)},
          {"problem", text_or_null(here.problem)}};
}

ordered_json json_of(const InterpreterHere& here) {
  return {{"tree", text_or_null(here.tree)},       {"path", text_or_null(here.path)},
          {"why", text_or_null(here.why)},         {"python", text_or_null(here.python)},
          {"alembic", text_or_null(here.alembic)}, {"sqlalchemy", text_or_null(here.sqlalchemy)},
          {"problem", text_or_null(here.problem)}};
}

}  // namespace

std::string render_version_json(const VersionReport& report) {
  ordered_json libraries = ordered_json::object();
  for (const LibraryVersion& one : report.libraries) libraries[one.name] = one.version;
  ordered_json servers = ordered_json::array();
  for (const ServerHere& one : report.servers) servers.push_back(json_of(one));
  ordered_json interpreters = ordered_json::array();
  for (const InterpreterHere& one : report.interpreters) interpreters.push_back(json_of(one));
  const ordered_json whole{{"schema_version", 1},
                           {"version", report.gate},
                           {"commit", report.commit},
                           {"date", text_or_null(report.date)},
                           {"libraries", std::move(libraries)},
                           {"servers", std::move(servers)},
                           {"interpreters", std::move(interpreters)},
                           {"note", text_or_null(report.note)}};
  return whole.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace gate
