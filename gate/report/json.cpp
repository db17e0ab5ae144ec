#include <cmath>
#include <nlohmann/json.hpp>

#include "gate/report/render.h"

namespace gate {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;

// What is not known is null, never an empty string.
Json or_null(std::string_view text) { return text.empty() ? Json() : Json(text); }
Json or_null(int line) { return line == 0 ? Json() : Json(line); }

Json milliseconds(double duration) { return std::llround(duration); }

std::string_view to_string(StepEnd end) {
  switch (end) {
    case StepEnd::told:
      return "told";
    case StepEnd::died:
      return "died";
    case StepEnd::timed_out:
      return "timed-out";
    case StepEnd::server_died:
      return "server-died";
    case StepEnd::not_run:
      return "not-run";
  }
  return "not-run";
}

Json to_json(const RowChange& one) {
  return {{"table", one.table},          {"change", gate::to_string(one.kind)},
          {"columns", one.columns},      {"before", or_null(one.before)},
          {"after", or_null(one.after)}, {"put_by_gate", one.put_by_gate}};
}

Json to_json(const UnfilledTable& one) { return {{"table", one.table}, {"why", one.why}}; }

template <class T>
Json list(const std::vector<T>& values);

Json to_json(const StepEvidence& step, Clock::time_point begun) {
  const bool ran = step.begun != Clock::time_point();
  Json json = {{"name", step.name},
               {"status", gate::to_string(step.status)},
               {"started_ms", ran ? milliseconds(since(begun, step)) : Json()},
               {"duration_ms", milliseconds(step.duration_ms)},
               {"command", or_null(step.command)},
               {"end", to_string(step.end)},
               {"how_it_ended", or_null(step.how_it_ended)},
               {"applied", step.applied},
               {"expected", step.expected},
               {"found", step.found},
               {"output_tail", or_null(step.output_tail)}};
  if (step.rows_put == 0 && step.unfilled.empty()) return json;
  json["rows_put"] = step.rows_put;
  json["unfilled"] = list(step.unfilled);
  json["row_changes"] = list(step.row_changes);
  return json;
}

Json to_json(const SchemaDifference& one) {
  return {{"change", gate::to_string(one.change)},
          {"kind", one.kind},
          {"name", one.name},
          {"attribute", or_null(one.attribute)},
          {"before", or_null(one.before)},
          {"after", or_null(one.after)},
          {"tolerance", or_null(one.tolerance)}};
}

Json to_json(const Place& place) {
  return {{"file", or_null(place.file)},
          {"path", or_null(place.path)},
          {"line", or_null(place.line)},
          {"note", or_null(place.note)}};
}

Json to_json(const std::vector<std::pair<std::string, std::string>>& facts) {
  Json object = Json::object();
  for (const auto& [name, value] : facts) {
    // One name may have several values: two functions of one index.
    if (!object.contains(name)) {
      object[name] = value;
    } else if (object[name].is_array()) {
      object[name].push_back(value);
    } else {
      object[name] = Json::array({object[name], value});
    }
  }
  return object;
}

Json to_json(const Finding& finding) {
  return {
      {"mode", or_null(finding.mode)},
      {"kind", finding.kind},
      {"severity", gate::to_string(finding.severity)},
      {"owner", gate::to_string(finding.owner)},
      {"verifier", or_null(finding.verifier)},
      {"escalate", finding.escalate},
      {"step", or_null(finding.step)},
      {"revision", or_null(finding.revision)},
      {"file", or_null(finding.file)},
      {"path", or_null(finding.path)},
      {"line", or_null(finding.line)},
      {"sqlstate", or_null(finding.sqlstate)},
      {"message", finding.message},
      {"detail", or_null(finding.detail)},
      {"hint", or_null(finding.hint)},
      {"statement", or_null(finding.statement)},
      {"fix", or_null(finding.fix)},
      {"places", list(finding.places)},
      {"facts", to_json(finding.facts)},
      {"declaration", finding.declaration.empty() ? Json() : Json::parse(finding.declaration)},
      {"prerequisite", finding.prerequisite.empty() ? Json() : Json::parse(finding.prerequisite)},
      {"differences", list(finding.differences)},
      {"row_changes", list(finding.row_changes)},
      {"references", finding.references},
      {"because_of", or_null(finding.because_of)}};
}

Json to_json(const ServerFacts& server) {
  if (server.kind.empty()) return nullptr;
  return {{"kind", server.kind},
          {"version", server.version},
          {"why", or_null(server.why)},
          {"where", or_null(server.where)}};
}

Json to_json(const KeptServer& kept) {
  return {{"url", kept.url},
          {"passfile", or_null(kept.passfile)},
          {"remove_command", or_null(kept.remove_command)}};
}

// The text begins with its title.
Json issue(const std::string& text) {
  if (text.empty()) return nullptr;
  const auto end = text.find("\n\n");
  return {{"title", text.substr(0, end)},
          {"labels", {"type:reliability"}},
          {"body", end == std::string::npos ? "" : text.substr(end + 2)}};
}

Json to_json(const Error& error) {
  return {{"code", slug(error.code)}, {"tree", or_null(error.tree)}, {"step", or_null(error.step)},
          {"message", error.message}, {"hint", or_null(error.hint)}, {"issue", issue(error.issue)}};
}

Json to_json(const SeedDependence& need) {
  return {{"revision", need.revision},  {"file", need.file},
          {"line", or_null(need.line)}, {"what", need.is_role ? "role" : "row"},
          {"name", need.name},          {"declared", need.declared}};
}

template <class T>
Json list(const std::vector<T>& values) {
  Json array = Json::array();
  for (const auto& value : values) array.push_back(to_json(value));
  return array;
}

Json to_json(const TreeReport& tree, Clock::time_point begun) {
  Json steps = Json::array();
  for (const StepEvidence& step : tree.steps) steps.push_back(to_json(step, begun));
  Json json = {{"name", tree.name},
               {"title", tree.title},
               {"verdict", gate::to_string(tree.verdict)},
               {"server", to_json(tree.server)},
               {"python", or_null(tree.python)},
               {"heads", tree.heads},
               {"note", or_null(tree.note)},
               {"steps", std::move(steps)},
               {"findings", list(tree.findings)},
               {"reproduce", tree.reproduce},
               {"kept", list(tree.kept)}};
  if (tree.seed_dependent) json["seed_dependent"] = list(*tree.seed_dependent);
  return json;
}

}  // namespace

std::string render_json(const Report& report) {
  Json trees = Json::array();
  for (const TreeReport& tree : report.trees) trees.push_back(to_json(tree, report.begun));
  const Json json = {{"schema_version", schema_version},
                     {"gate_version", or_null(report.gate_version)},
                     {"started_at", or_null(report.started_at)},
                     {"verdict", gate::to_string(report.verdict)},
                     {"duration_ms", milliseconds(report.duration_ms)},
                     {"trees", std::move(trees)},
                     {"errors", list(report.errors)}};
  // What migrations print may be in any encoding.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace gate
