#include "gate/pipeline/prerequisite_watch.h"

#include "gate/pipeline/prerequisites.h"
#include "gate/pipeline/server_trouble.h"

namespace gate {

// Where a query fails the prerequisite's table is not what it was, and nothing can be said of it.
Result<void> PrerequisiteWatch::look() {
  there_.clear();
  for (const Prerequisite& prerequisite : declaration_.prerequisites) {
    const auto there = is_there(connection_, prerequisite);
    if (!there && is_server_trouble(there.error())) return server_trouble(there.error(), cluster_);
    there_.push_back(there && *there);
  }
  return {};
}

Result<std::vector<LostPrerequisite>> PrerequisiteWatch::restore(
    const std::vector<std::string>& rows, const std::string& after_step) {
  std::vector<LostPrerequisite> lost;
  for (std::size_t index = 0; index < declaration_.prerequisites.size(); ++index) {
    const Prerequisite& prerequisite = declaration_.prerequisites[index];
    const bool was_there = there_[index] && has_its_place(prerequisite, graph_, rows);
    if (!was_there && !is_crossed(prerequisite, graph_, rows)) continue;
    const auto there = is_there(connection_, prerequisite);
    if (there && *there) continue;
    if (!there && is_server_trouble(there.error())) return server_trouble(there.error(), cluster_);
    lost.push_back({prerequisite.label, after_step, prerequisite.required_by});
    const auto applied = apply(connection_, prerequisite);
    if (!applied && is_server_trouble(applied.error())) {
      return server_trouble(applied.error(), cluster_);
    }
  }
  return lost;
}

}  // namespace gate
