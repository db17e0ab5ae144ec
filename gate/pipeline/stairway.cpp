#include "gate/pipeline/stairway.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gate/pipeline/plan_builder.h"

namespace gate {
namespace {

using Ids = std::vector<std::string>;

// Every revision, parents before children.
Ids chain_of(const RevisionGraph& graph) {
  std::set<std::string> all;
  for (const std::string& head : graph.heads()) {
    all.insert(head);
    for (std::string& below : graph.ancestors(head)) all.insert(std::move(below));
  }
  Ids chain(all.begin(), all.end());
  std::sort(chain.begin(), chain.end(), [&](const std::string& left, const std::string& right) {
    return graph.position(left) < graph.position(right);
  });
  return chain;
}

class Stairway {
 public:
  Stairway(const Declaration& declaration, const RevisionGraph& graph)
      : declaration_(declaration), graph_(graph), builder_(declaration, &graph) {}

  std::vector<PlannedStep> plan(std::size_t stairs) {
    Ids chain = chain_of(graph_);
    std::erase_if(chain, [&](const std::string& one) { return builder_.is_in_baseline(one); });
    const auto first = chain.end() - static_cast<long>(std::min(stairs, chain.size()));
    builder_.begin_at_baseline();
    supply_above({chain.begin(), first});
    go_below({chain.begin(), first});
    for (auto revision = first; revision != chain.end(); ++revision) {
      add_stair(*revision);
      supply_after(*revision);
    }
    assert_heads();
    return builder_.take();
  }

 private:
  // What comes before the first stair: what needs no revision, or one that is below.
  void supply_above(const Ids& below) {
    const std::set<std::string> lower(below.begin(), below.end());
    builder_.supply([&](const Prerequisite& one) {
      if (one.after.empty()) return true;
      const auto after = graph_.resolve(one.after);
      return after && (lower.count(*after) != 0 || builder_.is_in_baseline(*after));
    });
  }

  void supply_after(const std::string& revision) {
    builder_.supply(
        [&](const Prerequisite& one) {
          const auto after = graph_.resolve(one.after);
          return after && *after == revision;
        },
        revision);
  }

  // All that is below the stairway, in one go to each revision that nothing else below follows.
  void go_below(const Ids& below) {
    const std::set<std::string> lower(below.begin(), below.end());
    for (const std::string& one : below) {
      const auto children = graph_.children(one);
      if (std::any_of(children.begin(), children.end(),
                      [&](const std::string& child) { return lower.count(child) != 0; })) {
        continue;
      }
      builder_.add(StepKind::upgrade,
                   fmt::format("alembic upgrade to {} (below the stairway)", one),
                   {"upgrade", one});
    }
  }

  PlannedStep& add(StepKind kind, const std::string& revision, const std::string& words,
                   AlembicCommand command) {
    PlannedStep& step =
        builder_.add(kind, fmt::format("stairway {}: {}", revision, words), std::move(command));
    step.stair = true;
    step.revision = revision;
    return step;
  }

  void add_stair(const std::string& revision) {
    const std::string skip = builder_.irreversible(revision);
    add(StepKind::upgrade, revision, "up", {"upgrade", revision});
    Ids edges = graph_.parents(revision);
    const bool merge = edges.size() > 1;
    if (!merge) edges = {""};
    for (const std::string& parent : edges) {
      const std::string to = merge ? " to " + parent : "";
      PlannedStep& down = add(StepKind::downgrade, revision, "down" + to, {"downgrade", "-1"});
      down.along = parent;
      down.skip = skip;
      PlannedStep& again =
          add(StepKind::upgrade, revision, merge ? "up again from " + parent : "up again",
              {"upgrade", revision});
      again.second_upgrade = true;
      again.skip = skip;
    }
  }

  void assert_heads() {
    if (declaration_.heads.empty()) {
      builder_.add(StepKind::assert_single_head, "assert single head", {"heads", ""});
    }
    for (const std::string& label : declaration_.heads) {
      builder_.begin_walk(label);
      builder_.add(StepKind::assert_single_head, fmt::format("assert single head ({})", label),
                   {"heads", ""});
    }
  }

  const Declaration& declaration_;
  const RevisionGraph& graph_;
  PlanBuilder builder_;
};

}  // namespace

std::vector<PlannedStep> plan_stairway(const Declaration& declaration, const RevisionGraph& graph,
                                       std::size_t stairs) {
  return Stairway(declaration, graph).plan(stairs);
}

std::optional<StairsDone> stairs_done(const std::vector<PlannedStep>& plan, std::size_t index) {
  const auto begins = [](const PlannedStep& step) {
    return step.stair && step.kind == StepKind::upgrade && !step.second_upgrade;
  };
  const auto next = plan.begin() + static_cast<long>(index);
  const bool ends = index > 0 && plan[index - 1].stair && !plan[index].stair;
  if (!begins(*next) && !ends) return std::nullopt;
  const auto done = std::count_if(plan.begin(), next, begins);
  const auto rest = std::count_if(next, plan.end(), begins);
  return StairsDone{static_cast<std::size_t>(done), static_cast<std::size_t>(done + rest)};
}

}  // namespace gate
