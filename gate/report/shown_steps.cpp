#include "gate/report/shown_steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

namespace gate {
namespace {

using Step = std::vector<StepEvidence>::const_iterator;

bool is_plain_stair(const StepEvidence& step) {
  return step.stair && step.status != StepStatus::failed && step.how_it_ended.empty();
}

// The same table again is not said again.
void add_new(const std::vector<UnfilledTable>& from, std::vector<UnfilledTable>& to) {
  for (const UnfilledTable& one : from) {
    if (std::none_of(to.begin(), to.end(),
                     [&](const UnfilledTable& other) { return other.table == one.table; })) {
      to.push_back(one);
    }
  }
}

// The stairs from `first` on; it is left behind the last of them.
StepEvidence joined(const TreeReport& tree, Step& next) {
  const Step first = next;
  StepEvidence all = *first;
  all.duration_ms = 0;
  all.command.clear();
  all.applied.clear();
  all.output_tail.clear();
  all.unfilled.clear();
  std::set<std::string> revisions;
  for (; next != tree.steps.end() && is_plain_stair(*next) && next->status == first->status;
       ++next) {
    all.duration_ms += next->duration_ms;
    add_new(next->unfilled, all.unfilled);
    revisions.insert(next->revision);
  }
  const auto range = revisions.size() == 1
                         ? *revisions.begin()
                         : fmt::format("{} revisions, {} to {}", revisions.size(), first->revision,
                                       std::prev(next)->revision);
  all.name = fmt::format("{} — stairway: {}{}", tree.title, range,
                         all.status == StepStatus::passed ? ", up, down and up again" : "");
  return all;
}

}  // namespace

std::vector<StepEvidence> shown_steps(const TreeReport& tree) {
  std::vector<StepEvidence> shown;
  for (auto step = tree.steps.begin(); step != tree.steps.end();) {
    if (is_plain_stair(*step)) {
      shown.push_back(joined(tree, step));
    } else {
      shown.push_back(*step++);
    }
  }
  return shown;
}

}  // namespace gate
