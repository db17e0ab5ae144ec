#include "gate/pipeline/run_tree.h"

#include <memory>

#include "gate/alembic/cli_runner.h"
#include "gate/alembic/driver.h"
#include "gate/diagnosis/classify.h"
#include "gate/pipeline/add_note.h"
#include "gate/pipeline/baseline.h"
#include "gate/pipeline/boot.h"
#include "gate/pipeline/by_hand.h"
#include "gate/pipeline/collect.h"
#include "gate/pipeline/collect_collisions.h"
#include "gate/pipeline/collect_history.h"
#include "gate/pipeline/declared_facts.h"
#include "gate/pipeline/declared_heads.h"
#include "gate/pipeline/declared_revisions.h"
#include "gate/pipeline/graph_steps.h"
#include "gate/pipeline/models.h"
#include "gate/pipeline/no_application.h"
#include "gate/pipeline/redact.h"
#include "gate/pipeline/reliability_issue.h"
#include "gate/pipeline/reproduce.h"
#include "gate/pipeline/show_sources.h"
#include "gate/pipeline/sql_file.h"
#include "gate/pipeline/stairway.h"
#include "gate/pipeline/supplied_note.h"
#include "gate/pipeline/tree_sources.h"
#include "gate/pipeline/walk.h"

namespace gate {
namespace {

// One tree's run: what it is made of, and the order in which that is undone.
class TreeRun {
 public:
  TreeRun(const Declaration& declaration, const RunOptions& options,
          const RunSurroundings& surroundings)
      : declaration_(declaration),
        options_(options),
        around_(surroundings),
        deadline_(declaration.timeout.value_or(options.timeout)),
        steps_(plan(declaration)) {
    evidence_.tree = declaration.tree;
    evidence_.title = declaration.title;
    evidence_.repository = declaration.repository.string();
    evidence_.declared = declared_facts(declaration);
    plan_again(nullptr);
  }

  TreeOutcome go() {
    around_.listener.tree_started(declaration_.title);
    TreeOutcome outcome;
    if (auto done = run(outcome.report); !done) {
      outcome.errors.push_back(done.error());
      Error& error = outcome.errors.back();
      error.tree = declaration_.tree;
      if (error.code == ErrorCode::infrastructure && error.issue.empty()) {
        error.issue = reliability_issue(error, 1);
      }
    }
    conclude(outcome);
    return outcome;
  }

 private:
  Result<void> run(TreeReport& report);
  Result<void> walk(TreeReport& report, Driver& driver, const LoadedTree& tree,
                    const RevisionGraph& graph, Boot& boot);
  Result<void> judge(TreeReport& report, Driver* driver, const LoadedTree* tree, Boot& boot);
  void ask_git(Driver& driver);
  Result<Driver> start_driver();
  // The cluster with the tree's database in it; waits for it the first time.
  Result<void> take_cluster(TreeReport& report, Boot& boot);
  Result<void> ask_env(TreeReport& report, Driver& driver, LoadedTree& tree, Boot& boot);
  Result<void> keep(TreeReport& report);
  void plan_again(const RevisionGraph* graph);
  void read_sources(Driver& driver);
  Result<void> read_needs(Driver& driver, LoadedTree& tree);
  Result<void> check_needs() const;
  void fail_steps_of_the_graph(const std::optional<Failure>& unreadable);
  void conclude(TreeOutcome& outcome);
  std::filesystem::path folder() const { return around_.directory.path() / declaration_.tree; }

  const Declaration& declaration_;
  const RunOptions& options_;
  const RunSurroundings& around_;
  Deadline deadline_;
  std::vector<PlannedStep> steps_;
  Evidence evidence_;
  TreeNeeds needs_;
  std::string interpreter_;
  std::string password_;
  std::unique_ptr<Cluster> cluster_;
  std::string database_;
};

void TreeRun::plan_again(const RevisionGraph* graph) {
  const bool stairs = graph != nullptr && options_.stairs > 0;
  steps_ =
      stairs ? plan_stairway(declaration_, *graph, options_.stairs) : plan(declaration_, graph);
  evidence_.steps.clear();
  for (const PlannedStep& step : steps_) evidence_.steps.push_back(not_run(step, declaration_));
}

Result<Driver> TreeRun::start_driver() {
  const auto environment = own_environment();
  DriverSettings settings{
      folder() / "driver", interpreters(declaration_, environment), scrub(environment), {}};
  if (around_.listener.output) {
    settings.on_output = [this](std::string_view output) {
      around_.listener.output(declaration_.title, redact(output, password_));
    };
  }
  return Driver::start(declaration_, std::move(settings), around_.lifeline);
}

// The server boots while the interpreter starts and the graph is read.
Result<void> TreeRun::run(TreeReport& report) {
  if (auto checked = check_alembic_ini(declaration_); !checked) return checked;
  if (auto checked = check_sql_files(declaration_); !checked) return checked;
  Boot boot(declaration_, options_, around_, deadline_);
  auto driver = start_driver();
  if (!driver) return driver.error();
  auto tree = driver->load(deadline_, around_.interrupt);
  if (!tree) return tree.error();
  interpreter_ = tree->interpreter;
  report.python = tree->interpreter + " (" + tree->versions + ")";
  add_note(report, tree->note);
  if (auto needs = read_needs(*driver, *tree); !needs) return needs;
  if (tree->decided_by_env) {
    if (auto met = check_needs(); !met) return met;
    if (auto asked = ask_env(report, *driver, *tree, boot); !asked) return asked;
  }
  const auto met = collect_collisions(
      declaration_, {options_.base, options_.rivals}, *tree, *driver,
      {folder() / "git", around_.lifeline, deadline_, around_.interrupt}, evidence_, report);
  if (!met) return met;
  const auto judged = judge(report, &*driver, &*tree, boot);
  const bool red = verdict_of(classify(evidence_)) != Verdict::pass;
  if (red && !around_.interrupt.requested()) ask_git(*driver);
  return judged;
}

Result<void> TreeRun::take_cluster(TreeReport& report, Boot& boot) {
  if (cluster_) return {};
  auto cluster = boot.take();
  if (!cluster) return cluster.error();
  report.server = (*cluster)->facts();
  around_.listener.note(declaration_.title, "PostgreSQL " + report.server.version + ", " +
                                                report.server.kind + ": " + report.server.why);
  const auto database = (*cluster)->create_database(declaration_.database);
  if (!database) return database.error();
  cluster_ = std::move(*cluster);
  database_ = *database;
  password_ = cluster_->connection(database_).password;
  return {};
}

Result<void> TreeRun::ask_env(TreeReport& report, Driver& driver, LoadedTree& tree, Boot& boot) {
  if (auto taken = take_cluster(report, boot); !taken) return taken;
  const auto connection = cluster_->connection(database_);
  if (auto targeted = driver.target(connection, tree); !targeted) return targeted;
  return driver.ask_env(tree, deadline_, around_.interrupt);
}

void TreeRun::ask_git(Driver& driver) {
  const auto read = [&](const std::vector<SourceText>& texts) {
    return driver.read_texts(texts, deadline_, around_.interrupt);
  };
  collect_history(declaration_, read, around_.lifeline, deadline_, around_.interrupt, evidence_);
}

Result<void> TreeRun::judge(TreeReport& report, Driver* driver, const LoadedTree* tree,
                            Boot& boot) {
  take_chain(tree->revisions, evidence_);
  const RevisionGraph graph(tree->revisions);
  if (auto checked = check_declared_heads(declaration_, tree->revisions); !checked) return checked;
  evidence_.graph_faults = faults(tree->revisions, declaration_.heads);
  if (tree->graph_failure || !evidence_.graph_faults.empty()) {
    fail_steps_of_the_graph(tree->graph_failure);
    read_sources(*driver);
    return {};
  }
  if (graph.empty()) {
    report.note = "the tree has no revisions, so there is nothing to gate";
    return {};
  }
  if (auto met = check_needs(); !met) return met;
  if (auto checked = check_declared_revisions(declaration_, graph); !checked) return checked;
  plan_again(&graph);
  note_baseline(declaration_, graph, evidence_, report);
  return walk(report, *driver, *tree, graph, boot);
}

Result<void> TreeRun::walk(TreeReport& report, Driver& driver, const LoadedTree& tree,
                           const RevisionGraph& graph, Boot& boot) {
  if (auto taken = take_cluster(report, boot); !taken) return taken;
  const ConnectionFacts facts = cluster_->connection(database_);
  const auto variables = supplied(needs_.variables, declaration_);
  add_note(report, supplied_note(variables, declaration_, own_environment()));
  std::unique_ptr<AlembicRunner> runner;
  if (options_.via == Via::cli) {
    const auto server_log = [&] { return cluster_->log_tail(); };
    auto made = CliRunner::make(declaration_,
                                {folder() / "driver", &tree, scrub(own_environment()), server_log,
                                 around_.listener.output ? driver.on_output() : nullptr},
                                facts, around_.lifeline);
    if (!made) return made.error();
    runner = std::make_unique<CliRunner>(std::move(*made));
  } else if (auto targeted = driver.target(facts, tree); !targeted) {
    return targeted;
  }
  OwnConnection connection(facts, deadline_, around_.interrupt);
  Walk walk(declaration_, graph, runner ? *runner : driver, *cluster_, connection, facts.password,
            around_.listener, evidence_);
  if (options_.rows) walk.fill_tables();
  auto walked = walk.go(steps_, deadline_, around_.interrupt);
  if (!walked && walked.error().code == ErrorCode::wrong_database) {
    walked = with_variables(walked.error(), needs_.variables, variables, declaration_.repository);
  }
  add_note(report, walk.note());
  if (options_.models && walked) {
    const auto compared =
        compare_models(runner ? *runner : driver, deadline_, around_.interrupt, evidence_);
    if (!compared) return compared.error();
    add_note(report, *compared);
  }
  if (!walked || !classify(evidence_).empty()) {
    evidence_.server_log_tail = cluster_->log_tail();
    read_sources(driver);
    collect_catalog({graph, runner ? *runner : driver, connection, deadline_, around_.interrupt},
                    evidence_);
  }
  if (options_.keep && !around_.interrupt.requested()) {
    if (auto kept = keep(report); !kept) return kept;
  }
  return walked;
}

// The server boots meanwhile.
Result<void> TreeRun::read_needs(Driver& driver, LoadedTree& tree) {
  auto needs = driver.needs(deadline_, around_.interrupt);
  if (!needs) return needs.error();
  tree.needs = needs_ = std::move(*needs);
  return {};
}

Result<void> TreeRun::check_needs() const {
  if (needs_.flask && !needs_.flask->found) return no_application(*needs_.flask, declaration_);
  return {};
}

// Only on red; without them a finding says less, and that is all.
void TreeRun::read_sources(Driver& driver) {
  if (const auto facts = driver.operations(deadline_, around_.interrupt)) {
    collect_sources(*facts, evidence_);
  }
}

Result<void> TreeRun::keep(TreeReport& report) {
  auto kept = cluster_->keep(database_);
  if (!kept) return kept.error();
  around_.directory.keep();
  report.kept.push_back(std::move(*kept));
  return {};
}

void TreeRun::fail_steps_of_the_graph(const std::optional<Failure>& unreadable) {
  for (const StepEvidence* step : mark_failed_steps(evidence_, unreadable)) {
    around_.listener.step_started(step->name);
    around_.listener.step_ended(*step);
  }
}

void TreeRun::conclude(TreeOutcome& outcome) {
  TreeReport& report = outcome.report;
  report.name = declaration_.tree;
  report.title = declaration_.title;
  report.heads = evidence_.heads;
  report.findings = classify(evidence_);
  show_sources(declaration_, evidence_, report);
  report.verdict = outcome.errors.empty() ? verdict_of(report.findings) : Verdict::error;
  report.server_log_tail = evidence_.server_log_tail;
  if (!around_.interrupt.requested()) {
    report.reproduce = reproduce(declaration_, steps_, evidence_.steps,
                                 by_hand(declaration_, needs_, report.server, interpreter_));
  }
  report.steps = std::move(evidence_.steps);
}

}  // namespace

TreeOutcome run_tree(const Declaration& declaration, const RunOptions& options,
                     const RunSurroundings& surroundings) {
  return TreeRun(declaration, options, surroundings).go();
}

}  // namespace gate
