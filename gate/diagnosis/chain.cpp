#include "gate/diagnosis/chain.h"

#include <algorithm>

namespace gate {
namespace {

// No recursion: a chain of any length is a loop.
template <class Next>
std::set<std::string> reached(std::vector<std::string> open, Next next) {
  std::set<std::string> seen;
  while (!open.empty()) {
    const std::string id = std::move(open.back());
    open.pop_back();
    if (!seen.insert(id).second) continue;
    for (std::string& other : next(id)) open.push_back(std::move(other));
  }
  return seen;
}

}  // namespace

Chain::Chain(const std::vector<RevisionFile>& files) {
  for (const RevisionFile& file : files) {
    if (file.revision.empty()) continue;
    files_[file.revision].push_back(&file);
    for (const std::string& down : file.down_revisions) successors_[down].push_back(&file);
  }
}

std::vector<std::string> Chain::ids() const {
  std::vector<std::string> all;
  for (const auto& [id, files] : files_) all.push_back(id);
  return all;
}

RevisionFiles Chain::files_of(const std::string& id) const {
  const auto found = files_.find(id);
  return found == files_.end() ? RevisionFiles() : found->second;
}

RevisionFiles Chain::successors(const std::string& id) const {
  const auto found = successors_.find(id);
  return found == successors_.end() ? RevisionFiles() : found->second;
}

std::vector<std::string> Chain::heads() const {
  std::vector<std::string> all = ids();
  std::erase_if(all, [&](const std::string& id) { return successors_.count(id) != 0; });
  return all;
}

std::set<std::string> Chain::below(const std::vector<std::string>& ids) const {
  return reached(ids, [&](const std::string& id) {
    std::vector<std::string> down;
    for (const RevisionFile* file : files_of(id)) {
      std::copy_if(file->down_revisions.begin(), file->down_revisions.end(),
                   std::back_inserter(down), [&](const std::string& one) { return has(one); });
    }
    return down;
  });
}

std::set<std::string> Chain::above(const std::vector<std::string>& ids) const {
  return reached(ids, [&](const std::string& id) {
    std::vector<std::string> up;
    for (const RevisionFile* file : successors(id)) up.push_back(file->revision);
    return up;
  });
}

std::string Chain::common_ancestor(const std::vector<std::string>& ids) const {
  if (ids.empty()) return {};
  std::set<std::string> common = below({ids.front()});
  for (const std::string& id : ids) {
    const std::set<std::string> other = below({id});
    std::erase_if(common, [&](const std::string& one) { return other.count(one) == 0; });
  }
  for (const std::string& id : common) {
    const RevisionFiles next = successors(id);
    const bool nearest = std::none_of(next.begin(), next.end(), [&](const RevisionFile* file) {
      return common.count(file->revision) != 0;
    });
    if (nearest) return id;
  }
  return {};
}

}  // namespace gate
