#include "gate/pipeline/check_tree.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/diagnosis/classify.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/seed_dependence.h"
#include "gate/pipeline/baseline.h"
#include "gate/pipeline/collect_collisions.h"
#include "gate/pipeline/collect_history.h"
#include "gate/pipeline/declared_facts.h"
#include "gate/pipeline/declared_heads.h"
#include "gate/pipeline/declared_revisions.h"
#include "gate/pipeline/show_sources.h"
#include "gate/pipeline/sql_file.h"
#include "gate/pipeline/tree_sources.h"
#include "gate/source/revision_graph.h"

namespace gate {
namespace {

class TreeCheck {
 public:
  TreeCheck(const Declaration& declaration, const MergeTargets& targets,
            const CheckSurroundings& surroundings)
      : declaration_(declaration), targets_(targets), around_(surroundings) {
    evidence_.tree = declaration.tree;
    evidence_.title = declaration.title;
    evidence_.repository = declaration.repository.string();
    evidence_.declared = declared_facts(declaration);
  }

  TreeOutcome go() {
    TreeOutcome outcome;
    if (auto done = read(outcome.report); !done) {
      outcome.errors.push_back(done.error());
      outcome.errors.back().tree = declaration_.tree;
    }
    conclude(outcome);
    return outcome;
  }

 private:
  Result<void> read(TreeReport& report) {
    if (auto checked = check_alembic_ini(declaration_); !checked) return checked;
    if (auto checked = check_sql_files(declaration_); !checked) return checked;
    auto driver = start_source_driver(declaration_, around_.folder, around_.lifeline);
    if (!driver) return driver.error();
    const auto tree = driver->load(around_.deadline, around_.interrupt);
    if (!tree) return tree.error();
    read_graph(*tree, report);
    if (auto checked = check_declared_heads(declaration_, tree->revisions); !checked) {
      return checked;
    }
    collect_history_of_faults(*driver);
    const auto taken = take_operations(*driver, around_.deadline, around_.interrupt, evidence_);
    if (!taken) return taken;
    if (evidence_.graph_faults.empty() && report.note.empty()) {
      const RevisionGraph graph(evidence_.revisions);
      if (auto checked = check_declared_revisions(declaration_, graph); !checked) return checked;
      leave_out_baseline(graph);
    }
    return meet_others(*tree, *driver, report);
  }

  void read_graph(const LoadedTree& tree, TreeReport& report) {
    take_graph(tree, declaration_.heads, evidence_);
    const auto undecided =
        std::count_if(tree.revisions.begin(), tree.revisions.end(), is_undecided);
    if (undecided > 0) {
      report.note = fmt::format(
          "{} of {} version files do not state their revision as a literal; only a run can read "
          "the graph",
          undecided, tree.revisions.size());
    } else if (tree.revisions.empty()) {
      report.note = "the tree has no revisions, so there is nothing to check";
    }
  }

  Result<void> meet_others(const LoadedTree& tree, Driver& driver, TreeReport& report) {
    return collect_collisions(declaration_, targets_, tree, driver,
                              {around_.folder / declaration_.tree / "git", around_.lifeline,
                               around_.deadline, around_.interrupt},
                              evidence_, report);
  }

  // Which of two colliding migrations came later, and what became of an id that is gone.
  void collect_history_of_faults(Driver& driver) {
    if (evidence_.graph_faults.empty()) return;
    const auto read = [&](const std::vector<SourceText>& texts) {
      return driver.read_texts(texts, around_.deadline, around_.interrupt);
    };
    collect_history(declaration_, read, around_.lifeline, around_.deadline, around_.interrupt,
                    evidence_);
  }

  // What the baseline stands for is never run.
  void leave_out_baseline(const RevisionGraph& graph) {
    const std::string stamped = stamped_by_baseline(declaration_, graph);
    if (stamped.empty()) return;
    auto held = graph.ancestors(stamped);
    held.push_back(stamped);
    std::erase_if(evidence_.operations, [&](const Operation& one) {
      return std::find(held.begin(), held.end(), one.revision) != held.end();
    });
  }

  void conclude(TreeOutcome& outcome) {
    TreeReport& report = outcome.report;
    report.name = declaration_.tree;
    report.title = declaration_.title;
    report.heads = evidence_.heads;
    report.findings = classify_sources(evidence_);
    show_sources(declaration_, evidence_, report);
    report.seed_dependent = seed_dependences(evidence_);
    for (SeedDependence& one : *report.seed_dependent) {
      one.file = relative(evidence_, one.file);
    }
    report.verdict = outcome.errors.empty() ? verdict_of(report.findings) : Verdict::error;
  }

  const Declaration& declaration_;
  const MergeTargets& targets_;
  const CheckSurroundings& around_;
  Evidence evidence_;
};

}  // namespace

TreeOutcome check_tree(const Declaration& declaration, const MergeTargets& targets,
                       const CheckSurroundings& surroundings) {
  return TreeCheck(declaration, targets, surroundings).go();
}

}  // namespace gate
