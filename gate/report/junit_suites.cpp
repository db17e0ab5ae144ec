#include "gate/report/junit_suites.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "gate/report/terminal_parts.h"

namespace gate {
namespace {

std::string words(const Finding& finding) {
  Page page({});
  write_finding(page, finding);
  return page.take();
}

std::string words(const Error& error) {
  Page page({});
  write_error(page, error);
  return page.take();
}

std::string place(const Finding& finding) {
  const std::string& file = finding.path.empty() ? finding.file : finding.path;
  return finding.line == 0 ? file : fmt::format("{}:{}", file, finding.line);
}

CaseOutcome outcome_of(StepStatus status) {
  switch (status) {
    case StepStatus::passed:
      return CaseOutcome::passed;
    case StepStatus::failed:
      return CaseOutcome::failed;
    case StepStatus::skipped:
      return CaseOutcome::skipped;
  }
  return CaseOutcome::skipped;
}

// Of several steps of one case: a failed one decides, then one that ran.
CaseOutcome both(CaseOutcome one, CaseOutcome other) {
  for (const auto outcome : {CaseOutcome::failed, CaseOutcome::passed}) {
    if (one == outcome || other == outcome) return outcome;
  }
  return CaseOutcome::skipped;
}

class Suite {
 public:
  explicit Suite(std::string name, std::string title) : title_(std::move(title)) {
    suite_.name = std::move(name);
  }

  void add_property(const char* name, std::string value) {
    if (!value.empty()) suite_.properties.emplace_back(name, std::move(value));
  }

  void add(const StepEvidence& step) {
    const bool stair = step.stair && !step.revision.empty();
    const auto name =
        stair ? fmt::format("{} — stairway, revision {}", title_, step.revision) : step.name;
    const std::size_t index = stair ? of_stair(step.revision, name) : new_case(name);
    JunitCase& one = suite_.cases[index];
    one.duration_ms += step.duration_ms;
    one.outcome = both(one.outcome, outcome_of(step.status));
    if (step.status == StepStatus::failed) {
      one.message = step.how_it_ended;
      one.output += step.output_tail;
    }
    of_step_.emplace(step.name, index);
  }

  void add(const Finding& finding) {
    add_property("place", place(finding).empty()
                              ? std::string()
                              : fmt::format("{} in {}", finding.kind, place(finding)));
    const auto step = of_step_.find(finding.step);
    const bool known = !finding.step.empty() && step != of_step_.end();
    const bool note = finding.severity == Severity::note;
    const bool joins = known && (note || suite_.cases[step->second].outcome == CaseOutcome::failed);
    const std::size_t index = joins ? step->second : new_case(own_name(finding));
    JunitCase& one = suite_.cases[index];
    if (note) {
      one.output += words(finding);
      if (!joins) one.outcome = CaseOutcome::passed;
      return;
    }
    one.outcome = CaseOutcome::failed;
    tell(one, finding.kind, finding.message, words(finding));
  }

  // Blames the step it names, else the first failed one that no finding explains, else none.
  void add(const Error& error) {
    auto& cases = suite_.cases;
    const auto step = of_step_.find(error.step);
    auto found = cases.end();
    if (!error.step.empty() && step != of_step_.end()) {
      found = cases.begin() + static_cast<std::ptrdiff_t>(step->second);
    } else {
      found = std::find_if(cases.begin(), cases.end(), unexplained);
    }
    const bool free = found != cases.end() && found->type.empty();
    const auto index = free ? static_cast<std::size_t>(found - cases.begin())
                            : new_case(fmt::format("{} — {}", title_, slug(error.code)));
    JunitCase& one = cases[index];
    one.outcome = CaseOutcome::errored;
    tell(one, std::string(slug(error.code)), error.message, words(error));
  }

  // A suite without a case would say nothing of the tree.
  void add_all_of_it(const std::string& note) {
    if (!suite_.cases.empty()) return;
    JunitCase& one = suite_.cases[new_case(title_)];
    one.outcome = CaseOutcome::passed;
    one.output = note;
  }

  JunitSuite take() {
    for (JunitCase& one : suite_.cases) {
      if (!unexplained(one)) continue;
      one.type = "step-failed";
      if (one.message.empty()) one.message = "the step failed";
    }
    return std::move(suite_);
  }

 private:
  static bool unexplained(const JunitCase& one) {
    return one.outcome == CaseOutcome::failed && one.type.empty();
  }

  static void tell(JunitCase& one, const std::string& type, const std::string& message,
                   const std::string& text) {
    if (one.type.empty()) {
      one.type = type;
      one.message = message;
    }
    one.text += text;
  }

  std::string own_name(const Finding& finding) const {
    const auto name = fmt::format("{} — {}", title_, finding.kind);
    return finding.revision.empty() ? name : fmt::format("{} in {}", name, finding.revision);
  }

  std::size_t of_stair(const std::string& revision, const std::string& name) {
    const auto found = of_stair_.find(revision);
    if (found != of_stair_.end()) return found->second;
    return of_stair_[revision] = new_case(name);
  }

  std::size_t new_case(const std::string& name) {
    const int times = ++names_[name];
    JunitCase one;
    one.name = times == 1 ? name : fmt::format("{} ({})", name, times);
    one.outcome = CaseOutcome::skipped;
    suite_.cases.push_back(std::move(one));
    return suite_.cases.size() - 1;
  }

  std::string title_;
  JunitSuite suite_;
  std::map<std::string, std::size_t> of_step_;
  std::map<std::string, std::size_t> of_stair_;
  std::map<std::string, int> names_;
};

std::string server_of(const ServerFacts& server) {
  if (server.kind.empty()) return {};
  return fmt::format("PostgreSQL {}, {}", server.version, server.kind);
}

JunitSuite suite_of(const TreeReport& tree, const std::vector<Error>& errors) {
  Suite suite(tree.name, tree.title);
  suite.add_property("server", server_of(tree.server));
  suite.add_property("python", tree.python);
  suite.add_property("heads", fmt::format("{}", fmt::join(tree.heads, ", ")));
  suite.add_property("note", tree.note);
  for (const StepEvidence& step : tree.steps) suite.add(step);
  for (const Finding& finding : tree.findings) suite.add(finding);
  for (const Error& error : errors) {
    if (error.tree == tree.name) suite.add(error);
  }
  suite.add_all_of_it(tree.note);
  return suite.take();
}

bool has_tree(const Report& report, const std::string& name) {
  return std::any_of(report.trees.begin(), report.trees.end(),
                     [&](const TreeReport& tree) { return tree.name == name; });
}

}  // namespace

std::vector<JunitSuite> junit_suites(const Report& report) {
  std::vector<JunitSuite> suites;
  for (const TreeReport& tree : report.trees) suites.push_back(suite_of(tree, report.errors));
  std::map<std::string, Suite> others;
  for (const Error& error : report.errors) {
    const std::string name = error.tree.empty() ? "gate" : error.tree;
    if (!error.tree.empty() && has_tree(report, name)) continue;
    others.try_emplace(name, name, name).first->second.add(error);
  }
  for (auto& [name, suite] : others) suites.push_back(suite.take());
  return suites;
}

std::size_t count(const JunitSuite& suite, CaseOutcome outcome) {
  return static_cast<std::size_t>(
      std::count_if(suite.cases.begin(), suite.cases.end(),
                    [&](const JunitCase& one) { return one.outcome == outcome; }));
}

}  // namespace gate
