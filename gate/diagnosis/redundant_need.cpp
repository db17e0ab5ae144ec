#include "gate/diagnosis/redundant_need.h"

#include <algorithm>
#include <map>
#include <set>

namespace gate {
namespace {

using Ids = std::vector<std::string>;

class Needs {
 public:
  explicit Needs(const std::vector<RevisionFile>& files) {
    for (const RevisionFile& file : files) {
      for (const std::string& label : file.branch_labels) label_of_[label] = file.revision;
    }
    for (const RevisionFile& file : files) needs_[file.revision] = of(file);
  }

  Ids of(const RevisionFile& file) const {
    Ids all = file.down_revisions;
    for (const std::string& one : file.depends_on) all.push_back(id_of(one));
    return all;
  }

  std::string id_of(const std::string& name) const {
    const auto label = label_of_.find(name);
    return label == label_of_.end() ? name : label->second;
  }

  // All below it, by whatever tie; not itself.
  bool implies(const std::string& upper, const std::string& lower) const {
    std::set<std::string> seen;
    Ids open{upper};
    while (!open.empty()) {
      const std::string id = open.back();
      open.pop_back();
      const auto needs = needs_.find(id);
      if (needs == needs_.end() || !seen.insert(id).second) continue;
      open.insert(open.end(), needs->second.begin(), needs->second.end());
    }
    return lower != upper && seen.count(lower) > 0;
  }

 private:
  std::map<std::string, std::string> label_of_;
  std::map<std::string, Ids> needs_;
};

bool is_alembics_own(const Evidence& evidence, const Failure& failure) {
  if (failure.chain.empty() || failure.chain.front().class_name != "KeyError") return false;
  const std::string& message = failure.chain.front().message;
  if (message.size() < 3 || failure.traceback.find("alembic") == std::string::npos) return false;
  const std::string id = message.substr(1, message.size() - 2);
  const auto& files = evidence.revisions;
  return std::any_of(files.begin(), files.end(),
                     [&](const RevisionFile& file) { return file.revision == id; });
}

}  // namespace

std::optional<RedundantNeed> redundant_need(const Evidence& evidence, const Failure& failure) {
  if (!is_alembics_own(evidence, failure)) return std::nullopt;
  const Needs needs(evidence.revisions);
  for (const RevisionFile& file : evidence.revisions) {
    const Ids all = needs.of(file);
    for (std::size_t which = all.size(); which-- > 0;) {
      for (std::size_t place = 0; place < all.size(); ++place) {
        const std::string& other = all[place];
        const bool twice = place < which && other == all[which];
        if (!twice && !needs.implies(other, all[which])) continue;
        const std::size_t down = file.down_revisions.size();
        const bool by_dependency = which >= down;
        return RedundantNeed{&file, by_dependency ? file.depends_on[which - down] : all[which],
                             by_dependency, other};
      }
    }
  }
  return std::nullopt;
}

}  // namespace gate
