#include "gate/report/html/graph_picture.h"

namespace gate::html {
namespace {

// By file where both say one: an id may be there twice.
bool is_at(const ShownRevision& revision, const std::string& path, const std::string& id) {
  if (!path.empty() && !revision.path.empty()) return revision.path == path;
  return !id.empty() && revision.revision == id;
}

}  // namespace

GraphMarks marks_of(const TreeReport& tree) {
  GraphMarks marks;
  for (const Finding& finding : tree.findings) {
    if (finding.severity == Severity::note) continue;
    for (std::size_t at = 0; at < tree.revisions.size(); ++at) {
      const ShownRevision& revision = tree.revisions[at];
      if (is_at(revision, finding.path, finding.revision)) marks.faults.emplace(at, finding.kind);
      for (const Place& place : finding.places) {
        if (is_at(revision, place.path, "")) marks.named.emplace(at, finding.kind);
      }
    }
  }
  return marks;
}

}  // namespace gate::html
