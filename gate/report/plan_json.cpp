#include <nlohmann/json.hpp>

#include "gate/report/render.h"

namespace gate {
namespace {

using nlohmann::ordered_json;

std::string dumped(const ordered_json& value, int indent) {
  return value.dump(indent, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ordered_json text_or_null(const std::string& text) {
  return text.empty() ? ordered_json() : ordered_json(text);
}

// A renamed file under both its names.
ordered_json paths_of(const PlannedTree& tree) {
  ordered_json paths = ordered_json::array();
  for (const TouchingPath& one : tree.paths) {
    if (!one.old_path.empty()) paths.push_back(one.old_path);
    paths.push_back(one.path);
  }
  return paths;
}

}  // namespace

std::string render_plan_json(const ChangePlan& plan) {
  ordered_json trees = ordered_json::array();
  for (const PlannedTree& tree : plan.trees) {
    trees.push_back({{"name", tree.tree},
                     {"title", tree.title},
                     {"touched", tree.touched},
                     {"paths", paths_of(tree)},
                     {"because", tree.because},
                     {"places", tree.places ? ordered_json(*tree.places) : ordered_json()}});
  }
  return dumped({{"schema_version", 1},
                 {"since", text_or_null(plan.since)},
                 {"merge_base", text_or_null(plan.merge_base)},
                 {"changed", plan.changed},
                 {"not_committed", plan.not_committed},
                 {"trees", std::move(trees)}},
                2);
}

std::string render_plan_matrix(const ChangePlan& plan) {
  ordered_json include = ordered_json::array();
  for (const PlannedTree& tree : plan.trees) {
    if (tree.touched) include.push_back({{"tree", tree.tree}, {"title", tree.title}});
  }
  return dumped({{"include", std::move(include)}}, -1);
}

}  // namespace gate
