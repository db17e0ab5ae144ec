#include "gate/pipeline/plan.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/pipeline/plan_builder.h"
#include "gate/tree/prerequisite_sql.h"

namespace gate {
namespace {

// A head whose walk applies another's head comes after it: else that one's downgrade would take
// both down.
std::vector<std::string> branches(const Declaration& declaration, const RevisionGraph* graph) {
  if (declaration.heads.empty()) return {""};
  auto waiting = declaration.heads;
  if (graph == nullptr) return waiting;
  std::vector<std::string> order;
  while (!waiting.empty()) {
    const auto needs_another = [&](const std::string& label) {
      return std::any_of(waiting.begin(), waiting.end(), [&](const std::string& other) {
        return other != label && graph->leads_over(label, other);
      });
    };
    auto next = std::find_if_not(waiting.begin(), waiting.end(), needs_another);
    if (next == waiting.end()) next = waiting.begin();
    order.push_back(*next);
    waiting.erase(next);
  }
  return order;
}

class Planning {
 public:
  Planning(const Declaration& declaration, const RevisionGraph* graph)
      : declaration_(declaration), graph_(graph), builder_(declaration, graph) {}

  std::vector<PlannedStep> plan() {
    const auto all = branches(declaration_, graph_);
    builder_.begin_at_baseline();
    for (const std::string& branch : all) {
      const bool last = &branch == &all.back();
      builder_.begin_walk(branch);
      // The prerequisites on the way to the branch's head; with the last one all that are left.
      builder_.supply([&](const Prerequisite& one) {
        return last || one.after.empty() || leads_over(branch, one.after);
      });
      walk(branch);
    }
    return builder_.take();
  }

 private:
  bool leads_over(const std::string& branch, const std::string& after) const {
    if (graph_ == nullptr) return true;
    const auto revision = graph_->resolve(after);
    return revision && graph_->leads_over(branch, *revision);
  }

  // The head of the branch, where the graph says so.
  std::string head_of(const std::string& branch) const {
    if (graph_ == nullptr) return {};
    const auto heads = branch.empty() ? graph_->heads() : graph_->heads_of(branch);
    return heads.size() == 1 ? heads.front() : std::string();
  }

  void walk(const std::string& branch) {
    const std::string head = branch.empty() ? "head" : branch + "@head";
    const std::string of_branch = branch.empty() ? "" : fmt::format(" ({})", branch);
    const std::string and_branch = branch.empty() ? "" : ", " + branch;
    builder_.add(StepKind::upgrade, "alembic upgrade " + head, {"upgrade", head});
    builder_.add(StepKind::assert_single_head, "assert single head" + of_branch, {"heads", ""});
    const std::string revision = head_of(branch);
    // Nothing is above the baseline, and nothing ever goes below it.
    if (!revision.empty() && builder_.is_in_baseline(revision)) return;
    const std::string skip = builder_.irreversible(revision);
    builder_
        .add(StepKind::downgrade, fmt::format("downgrade -1 (reversibility check{})", and_branch),
             {"downgrade", "-1"})
        .skip = skip;
    PlannedStep& again = builder_.add(
        StepKind::upgrade, fmt::format("alembic upgrade {} (round trip)", head), {"upgrade", head});
    again.second_upgrade = true;
    again.skip = skip;
  }

  const Declaration& declaration_;
  const RevisionGraph* graph_;
  PlanBuilder builder_;
};

}  // namespace

std::vector<PlannedStep> plan(const Declaration& declaration, const RevisionGraph* graph) {
  return Planning(declaration, graph).plan();
}

StepEvidence not_run(const PlannedStep& step, const Declaration& declaration) {
  StepEvidence evidence;
  evidence.kind = step.kind;
  evidence.name = step.name;
  evidence.branch = step.branch;
  evidence.second_upgrade = step.second_upgrade;
  evidence.stair = step.stair;
  evidence.revision = step.revision;
  evidence.how_it_ended = step.skip;
  evidence.command = step.command.revision.empty()
                         ? step.command.name
                         : step.command.name + " " + step.command.revision;
  if (step.prerequisite) {
    evidence.command = readable_sql(declaration.prerequisites[*step.prerequisite]);
  }
  if (step.kind == StepKind::baseline) evidence.command = "\\i " + declaration.baseline->shown;
  return evidence;
}

}  // namespace gate
