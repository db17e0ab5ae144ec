#include "gate/pipeline/prerequisites.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/tree/prerequisite_sql.h"

namespace gate {
namespace {

Result<void> check_reference(const Declaration& declaration, const RevisionGraph& graph,
                             std::size_t index, const char* key, const std::string& revision) {
  if (revision.empty()) return {};
  const auto resolved = graph.resolve(revision);
  if (resolved) return {};
  return Error{ErrorCode::declaration,
               fmt::format("{}: /prerequisites/{}/{}: {}", declaration.file.string(), index, key,
                           resolved.error().message),
               "Name an exact revision id of the tree, or a unique beginning of one."};
}

// The rows and all that was applied to come to them.
bool is_applied(const RevisionGraph& graph, const std::string& revision,
                const std::vector<std::string>& rows) {
  return std::any_of(rows.begin(), rows.end(), [&](const std::string& row) {
    if (row == revision) return true;
    const auto below = graph.ancestors(row);
    return std::find(below.begin(), below.end(), revision) != below.end();
  });
}

// A prerequisite goes in between: after the one revision and before the other.
Result<void> check_order(const Declaration& declaration, const RevisionGraph& graph,
                         std::size_t index) {
  const Prerequisite& one = declaration.prerequisites[index];
  if (one.after.empty()) return {};
  const std::string needed_by = graph.resolve(one.required_by).value();
  if (!is_applied(graph, needed_by, {graph.resolve(one.after).value()})) return {};
  return Error{ErrorCode::declaration,
               fmt::format("{}: /prerequisites/{}/after: found {}, expected a revision before {}, "
                           "which needs it",
                           declaration.file.string(), index, one.after, needed_by),
               "Name in \"after\" the last revision that the prerequisite has to follow, and in "
               "\"required_by\" the first that needs it."};
}

}  // namespace

Result<void> check_prerequisites(const Declaration& declaration, const RevisionGraph& graph) {
  for (std::size_t index = 0; index < declaration.prerequisites.size(); ++index) {
    const Prerequisite& one = declaration.prerequisites[index];
    if (auto checked = check_reference(declaration, graph, index, "after", one.after); !checked) {
      return checked;
    }
    if (auto checked = check_reference(declaration, graph, index, "required_by", one.required_by);
        !checked) {
      return checked;
    }
    if (auto checked = check_order(declaration, graph, index); !checked) return checked;
  }
  return {};
}

bool is_crossed(const Prerequisite& prerequisite, const RevisionGraph& graph,
                const std::vector<std::string>& from) {
  const auto needed_by = graph.resolve(prerequisite.required_by);
  if (!needed_by || is_applied(graph, *needed_by, from)) return false;
  return has_its_place(prerequisite, graph, from);
}

bool has_its_place(const Prerequisite& prerequisite, const RevisionGraph& graph,
                   const std::vector<std::string>& rows) {
  if (prerequisite.after.empty()) return true;
  const auto after = graph.resolve(prerequisite.after);
  return after && is_applied(graph, *after, rows);
}

QueryOutcome<bool> is_there(OwnConnection& connection, const Prerequisite& prerequisite) {
  const Statement statement = look_for(prerequisite);
  const auto found = connection.query(statement.sql, statement.parameters);
  if (!found) return found.error();
  return !found->rows.empty();
}

QueryOutcome<QueryResult> apply(OwnConnection& connection, const Prerequisite& prerequisite) {
  const Statement statement = supply(prerequisite);
  return connection.query(statement.sql, statement.parameters);
}

}  // namespace gate
