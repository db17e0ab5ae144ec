#include "gate/report/where.h"

#include <algorithm>

namespace gate {
namespace {

Where of(const ShownRevision& revision) { return {revision.path, std::max(revision.line, 1)}; }

}  // namespace

Where where(const TreeReport& tree, const Finding& finding) {
  if (!finding.path.empty()) return {finding.path, std::max(finding.line, 1)};
  const auto own =
      std::find_if(tree.revisions.begin(), tree.revisions.end(),
                   [&](const ShownRevision& one) { return one.revision == finding.revision; });
  return own == tree.revisions.end() ? where(tree) : of(*own);
}

Where where(const TreeReport& tree) {
  return tree.revisions.empty() ? Where{} : of(tree.revisions.back());
}

}  // namespace gate
