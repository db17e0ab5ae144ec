#include "gate/pipeline/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "gate/tree/prerequisite_sql.h"

namespace gate {
namespace {

std::vector<std::size_t> in_order(const Declaration& declaration, const RevisionGraph* graph) {
  std::vector<std::size_t> order(declaration.prerequisites.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  // Before the first revision, then along the chain; as declared where that is all that is known.
  const auto place = [&](std::size_t index) -> std::size_t {
    const std::string& after = declaration.prerequisites[index].after;
    if (after.empty()) return 0;
    if (graph == nullptr) return 1;
    const auto revision = graph->resolve(after);
    return revision ? 1 + graph->position(*revision) : 1;
  };
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t left, std::size_t right) { return place(left) < place(right); });
  return order;
}

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
      : declaration_(declaration), graph_(graph), waiting_(in_order(declaration, graph)) {}

  std::vector<PlannedStep> plan() {
    const auto all = branches(declaration_, graph_);
    if (declaration_.baseline) begin_at_baseline();
    for (const std::string& branch : all) {
      branch_ = branch;
      supply(&branch == &all.back());
      walk();
    }
    return std::move(steps_);
  }

 private:
  // What needs no revision comes before it.
  void begin_at_baseline() {
    std::erase_if(waiting_, [&](std::size_t index) {
      if (!declaration_.prerequisites[index].after.empty()) return false;
      add_prerequisite(index);
      return true;
    });
    const Baseline& baseline = *declaration_.baseline;
    add(StepKind::baseline, "apply baseline " + baseline.shown, {});
    if (baseline.revision == "base") return;
    add(StepKind::stamp, fmt::format("alembic stamp {} (baseline)", baseline.revision),
        {"stamp", baseline.revision});
  }

  // Whether the baseline already holds the revision; without the graph only the one it names.
  bool is_in_baseline(const std::string& revision) const {
    if (!declaration_.baseline) return false;
    const std::string& stamped = declaration_.baseline->revision;
    if (graph_ == nullptr) return revision == stamped;
    const auto top = graph_->resolve(stamped);
    const auto one = graph_->resolve(revision);
    if (!top || !one) return false;
    const auto below = graph_->ancestors(*top);
    return *one == *top || std::find(below.begin(), below.end(), *one) != below.end();
  }

  // Nothing is above the baseline, and nothing ever goes below it.
  bool ends_at_baseline() const {
    if (!declaration_.baseline || graph_ == nullptr) return false;
    const auto heads = branch_.empty() ? graph_->heads() : graph_->heads_of(branch_);
    return heads.size() == 1 && is_in_baseline(heads.front());
  }

  // The prerequisites on the way to the branch's head; with the last one all that are left.
  void supply(bool last) {
    std::string reached;
    std::erase_if(waiting_, [&](std::size_t index) {
      const Prerequisite& one = declaration_.prerequisites[index];
      if (!last && !one.after.empty() && !leads_over(one.after)) return false;
      if (!one.after.empty() && one.after != reached && !is_in_baseline(one.after)) {
        reached = one.after;
        add(StepKind::upgrade, fmt::format("alembic upgrade to {} (pre-seed)", reached),
            {"upgrade", reached});
      }
      add_prerequisite(index);
      return true;
    });
  }

  void add_prerequisite(std::size_t index) {
    const Prerequisite& one = declaration_.prerequisites[index];
    add(StepKind::prerequisite, fmt::format("{} (required by {})", one.label, one.required_by), {});
    steps_.back().prerequisite = index;
  }

  bool leads_over(const std::string& after) const {
    if (graph_ == nullptr) return true;
    const auto revision = graph_->resolve(after);
    return revision && graph_->leads_over(branch_, *revision);
  }

  void walk() {
    const std::string head = branch_.empty() ? "head" : branch_ + "@head";
    const std::string of_branch = branch_.empty() ? "" : fmt::format(" ({})", branch_);
    const std::string and_branch = branch_.empty() ? "" : ", " + branch_;
    add(StepKind::upgrade, "alembic upgrade " + head, {"upgrade", head});
    add(StepKind::assert_single_head, "assert single head" + of_branch, {"heads", ""});
    if (ends_at_baseline()) return;
    add(StepKind::downgrade, fmt::format("downgrade -1 (reversibility check{})", and_branch),
        {"downgrade", "-1"});
    add(StepKind::upgrade, fmt::format("alembic upgrade {} (round trip)", head), {"upgrade", head});
    steps_.back().second_upgrade = true;
  }

  void add(StepKind kind, const std::string& words, AlembicCommand command) {
    steps_.push_back({kind, fmt::format("{} — {}", declaration_.title, words), std::move(command),
                      std::nullopt, false, branch_});
  }

  const Declaration& declaration_;
  const RevisionGraph* graph_;
  std::vector<std::size_t> waiting_;  // prerequisites, by their place in the declaration
  std::string branch_;
  std::vector<PlannedStep> steps_;
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
