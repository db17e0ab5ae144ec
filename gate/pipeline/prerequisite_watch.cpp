#include "gate/pipeline/prerequisite_watch.h"

#include "gate/pipeline/prerequisites.h"
#include "gate/pipeline/server_trouble.h"

namespace gate {

QueryOutcome<bool> PrerequisiteWatch::finds(const Prerequisite& prerequisite) {
  const auto* file = std::get_if<SeedFile>(&prerequisite.what);
  return file == nullptr ? is_there(connection_, prerequisite) : files_.is_there(*file);
}

QueryOutcome<QueryResult> PrerequisiteWatch::supply(const Prerequisite& prerequisite) {
  const auto* file = std::get_if<SeedFile>(&prerequisite.what);
  return file == nullptr ? apply(connection_, prerequisite) : files_.supply_again(*file);
}

// Where a query fails the prerequisite's table is not what it was, and nothing can be said of it.
Result<void> PrerequisiteWatch::look() {
  there_.clear();
  for (const Prerequisite& prerequisite : declaration_.prerequisites) {
    const auto there = finds(prerequisite);
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
    const auto there = finds(prerequisite);
    if (there && *there) continue;
    if (!there && is_server_trouble(there.error())) return server_trouble(there.error(), cluster_);
    lost.push_back({prerequisite.label, after_step, prerequisite.required_by});
    const auto applied = supply(prerequisite);
    if (!applied && is_server_trouble(applied.error())) {
      return server_trouble(applied.error(), cluster_);
    }
  }
  return lost;
}

}  // namespace gate
