#include "gate/pipeline/declared_revisions.h"

#include <fmt/format.h>

#include "gate/pipeline/baseline.h"
#include "gate/pipeline/prerequisites.h"

namespace gate {
namespace {

Result<void> check_irreversible(const Declaration& declaration, const RevisionGraph& graph) {
  for (std::size_t index = 0; index < declaration.irreversible.size(); ++index) {
    const auto resolved = graph.resolve(declaration.irreversible[index].revision);
    if (resolved) continue;
    return Error{
        ErrorCode::declaration,
        fmt::format("{}: /irreversible/{}/revision: {}",
                    declaration.file.lexically_relative(declaration.root).string(), index,
                    resolved.error().message),
        "Name an exact revision id of the tree, or a unique beginning of one; take the entry out "
        "where the revision is gone."};
  }
  return {};
}

}  // namespace

Result<void> check_declared_revisions(const Declaration& declaration, const RevisionGraph& graph) {
  if (auto checked = check_prerequisites(declaration, graph); !checked) return checked;
  if (auto checked = check_irreversible(declaration, graph); !checked) return checked;
  return check_baseline(declaration, graph);
}

}  // namespace gate
