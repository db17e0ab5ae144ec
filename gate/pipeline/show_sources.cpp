#include "gate/pipeline/show_sources.h"

#include <algorithm>
#include <map>

#include "gate/pipeline/excerpt.h"
#include "gate/pipeline/working_tree.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

class Places {
 public:
  explicit Places(const Declaration& declaration)
      : declaration_(declaration),
        root_(working_tree_root(declaration.repository)),
        repository_(path_below(root_, declaration.repository)) {}

  // A finding's file is relative to the repository; the declaration itself is where seeds/ is.
  fs::path whole(const std::string& file) const {
    std::error_code failed;
    const fs::path in_repository = declaration_.repository / file;
    if (declaration_.root.empty() || fs::exists(in_repository, failed)) return in_repository;
    const fs::path beside_seeds = declaration_.root / file;
    return fs::exists(beside_seeds, failed) ? beside_seeds : in_repository;
  }

  std::string path(const fs::path& file) const {
    const fs::path below = file.lexically_relative(declaration_.repository);
    if (below.empty() || *below.begin() == "..") return path_below(root_, file);
    return (fs::path(repository_) / below).lexically_normal().generic_string();
  }

 private:
  const Declaration& declaration_;
  fs::path root_;
  std::string repository_;  // seen from the root
};

void show(Finding& finding, const Places& places) {
  if (!finding.file.empty()) {
    const fs::path file = places.whole(finding.file);
    finding.path = places.path(file);
    finding.excerpt = read_excerpt(file, finding.line);
  }
  for (Place& place : finding.places) {
    if (!place.file.empty()) place.path = places.path(places.whole(place.file));
  }
}

std::vector<ShownRevision> revisions(const Evidence& evidence, const Places& places) {
  std::map<std::string_view, std::size_t> ranks;
  for (const std::string& revision : evidence.chain) ranks.emplace(revision, ranks.size());
  const auto rank = [&](const ShownRevision& one) {
    const auto found = ranks.find(one.revision);
    return found == ranks.end() ? ranks.size() : found->second;
  };
  std::vector<ShownRevision> all;
  for (const RevisionFile& file : evidence.revisions) {
    all.push_back({file.revision, file.down_revisions, file.depends_on, file.branch_labels,
                   file.message, places.path(file.file), file.revision_line});
  }
  std::stable_sort(all.begin(), all.end(),
                   [&](const auto& one, const auto& other) { return rank(one) < rank(other); });
  return all;
}

}  // namespace

void show_sources(const Declaration& declaration, const Evidence& evidence, TreeReport& report) {
  const Places places(declaration);
  for (Finding& finding : report.findings) show(finding, places);
  report.revisions = revisions(evidence, places);
}

}  // namespace gate
