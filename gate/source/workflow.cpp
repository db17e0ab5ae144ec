#include "gate/source/workflow.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "gate/source/workflow_commands.h"

namespace gate {
namespace {

constexpr std::size_t most_text = 1 << 20;
constexpr std::string_view own_name = "migration-gate";

int line_of(const YAML::Node& node) { return node.Mark().line + 1; }

std::string text_of(const YAML::Node& node) { return node.IsScalar() ? node.Scalar() : ""; }

// "false", "${{ false }}": whatever GitHub would make of it without knowing anything.
bool says(std::string text, std::string_view wanted) {
  std::erase_if(text, [](char letter) {
    return letter == ' ' || letter == '$' || letter == '{' || letter == '}';
  });
  return text == wanted;
}

// Undefined where it is not there; what the library itself gives then throws when it is asked.
YAML::Node member(const YAML::Node& node, const char* name) {
  const YAML::Node found = node.IsMap() ? node[name] : YAML::Node(YAML::NodeType::Undefined);
  return found.IsDefined() ? found : YAML::Node(YAML::NodeType::Undefined);
}

// What a job and a step can both have.
void add_switches(WorkflowFacts& facts, const YAML::Node& node, const std::string& who) {
  if (const auto on_error = member(node, "continue-on-error");
      on_error.IsDefined() && says(text_of(on_error), "true")) {
    facts.weaknesses.push_back({who + " has continue-on-error: true", line_of(on_error)});
  }
  if (const auto condition = member(node, "if");
      condition.IsDefined() && says(text_of(condition), "false")) {
    facts.weaknesses.push_back({who + " has if: false", line_of(condition)});
  }
}

bool step_runs_gate(const YAML::Node& step) {
  const auto run = member(step, "run");
  return run.IsDefined() && runs_gate(text_of(run));
}

bool is_gate_job(const std::string& id, const YAML::Node& job, const YAML::Node& steps) {
  const auto name = member(job, "name");
  if (id == own_name || (name.IsDefined() && text_of(name) == own_name)) return true;
  return steps.IsSequence() && std::any_of(steps.begin(), steps.end(), step_runs_gate);
}

void add_step(WorkflowFacts& facts, const YAML::Node& step, const std::string& job) {
  const auto run = member(step, "run");
  if (!run.IsDefined()) return;
  const auto name = member(step, "name");
  const std::string who = name.IsDefined()
                              ? fmt::format("step \"{}\" of job {}", text_of(name), job)
                              : fmt::format("a step of job {}", job);
  // Other steps of the job, such as an upload of its log, may be let off.
  if (!runs_what_gates(text_of(run))) return;
  add_switches(facts, step, who);
  if (const auto how = made_to_pass(text_of(run)); !how.empty()) {
    facts.weaknesses.push_back({fmt::format("{} is made to pass by {}", who, how), line_of(run)});
  }
}

void add_job(WorkflowFacts& facts, const std::string& id, const YAML::Node& job) {
  const auto steps = member(job, "steps");
  if (!is_gate_job(id, job, steps)) return;
  facts.gate_jobs.push_back(id);
  add_switches(facts, job, "job " + id);
  if (!steps.IsSequence()) return;
  for (const auto& step : steps) add_step(facts, step, id);
}

void add_filters(WorkflowFacts& facts, const YAML::Node& event) {
  for (const char* name : {"paths-ignore", "branches-ignore"}) {
    const auto patterns = member(event, name);
    if (!patterns.IsDefined() || !patterns.IsSequence()) continue;
    for (const auto& pattern : patterns) {
      facts.ignored.push_back(
          {text_of(pattern), std::string_view(name) == "paths-ignore", line_of(pattern)});
    }
  }
}

WorkflowFacts facts_of(const YAML::Node& workflow) {
  WorkflowFacts facts;
  const auto jobs = member(workflow, "jobs");
  if (!jobs.IsDefined() || !jobs.IsMap()) return facts;
  for (const auto& job : jobs) add_job(facts, text_of(job.first), job.second);
  const auto events = member(workflow, "on");
  if (!events.IsDefined() || !events.IsMap()) return facts;
  for (const auto& event : events) add_filters(facts, event.second);
  return facts;
}

}  // namespace

WorkflowFacts read_workflow(std::string_view text) {
  if (text.size() > most_text) return {};
  try {
    return facts_of(YAML::Load(std::string(text)));
  } catch (const YAML::Exception&) {
    return {};
  }
}

}  // namespace gate
