#include "gate/pipeline/declared_heads.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "gate/source/revision_graph.h"

namespace gate {
namespace {

Error wrong(const Declaration& declaration, std::size_t index, const std::string& what,
            std::string hint) {
  return {ErrorCode::declaration,
          fmt::format("{}: /heads/{}: {}", declaration.file.string(), index, what),
          std::move(hint),
          {},
          {}};
}

Error nobodys(const Declaration& declaration, const RevisionGraph& graph, std::size_t index) {
  const auto labels = graph.labels();
  return wrong(declaration, index,
               fmt::format("found {}, which no revision has as a branch label; expected {}",
                           declaration.heads[index],
                           labels.empty() ? "no \"heads\", as no revision of the tree has a label"
                                          : fmt::format("one of {}", fmt::join(labels, ", "))),
               "A head by design is named by its branch label: branch_labels = (\"name\",) in the "
               "first revision of the branch.");
}

}  // namespace

Result<void> check_declared_heads(const Declaration& declaration,
                                  const std::vector<RevisionFile>& files) {
  const bool all_read = std::all_of(files.begin(), files.end(), [](const RevisionFile& file) {
    return file.problem.empty() && !file.revision.empty();
  });
  if (!all_read || files.empty()) return {};
  const RevisionGraph graph(files);
  const auto labels = graph.labels();
  std::map<std::string, std::string> label_of;  // by head
  for (std::size_t index = 0; index < declaration.heads.size(); ++index) {
    const std::string& label = declaration.heads[index];
    if (std::find(labels.begin(), labels.end(), label) == labels.end()) {
      return nobodys(declaration, graph, index);
    }
    for (const std::string& head : graph.heads_of(label)) {
      const auto [same, is_new] = label_of.emplace(head, label);
      if (is_new) continue;
      return wrong(
          declaration, index,
          fmt::format("found {}, whose head {} is {}'s as well; expected a head of its own", label,
                      head, same->second),
          "Once branches are merged they have one head: declare one of the labels, or no "
          "\"heads\" at all where the whole tree has one.");
    }
  }
  return {};
}

}  // namespace gate
