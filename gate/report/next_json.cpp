#include <nlohmann/json.hpp>

#include "gate/report/render.h"

namespace gate {
namespace {

using nlohmann::ordered_json;

ordered_json text_or_null(const std::string& text) {
  return text.empty() ? ordered_json() : ordered_json(text);
}

ordered_json json_of(const NextRevision& next) {
  ordered_json taken = ordered_json::array();
  for (const TakenId& one : next.taken) {
    taken.push_back({{"id", one.id}, {"ref", one.ref}, {"file", one.file}});
  }
  const bool one = next.parents.size() == 1;
  return {{"name", next.tree},
          {"branch", text_or_null(next.branch)},
          {"next", text_or_null(next.id)},
          {"parent", one ? ordered_json(next.parents.front()) : ordered_json()},
          {"parents", next.parents},
          {"parent_ref", text_or_null(next.parent_ref)},
          {"file", text_or_null(next.file)},
          {"taken", std::move(taken)},
          {"notes", next.notes}};
}

}  // namespace

std::string render_next_json(const std::vector<NextRevision>& all) {
  ordered_json trees = ordered_json::array();
  for (const NextRevision& next : all) trees.push_back(json_of(next));
  return ordered_json{{"schema_version", 1}, {"trees", std::move(trees)}}.dump(
             2, ' ', false, ordered_json::error_handler_t::replace) +
         "\n";
}

}  // namespace gate
