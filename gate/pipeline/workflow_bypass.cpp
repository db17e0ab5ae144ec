#include "gate/pipeline/workflow_bypass.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <optional>

#include "gate/core/path_pattern.h"
#include "gate/diagnosis/commit_words.h"
#include "gate/git/commit_log.h"
#include "gate/source/workflow.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

constexpr const char* folder = ".github/workflows";
constexpr const char* most_commits = "--max-count=40";

bool is_workflow(const std::string& path) {
  return path.ends_with(".yml") || path.ends_with(".yaml");
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

// What one workflow was, and by which commit it became what it was after that.
struct Step {
  std::string path;              // before
  std::optional<Commit> commit;  // none: not committed yet
  WorkflowFacts before;
};

// The workflows as they are, and how each came to be so, newest first.
class Workflows {
 public:
  explicit Workflows(const GitRepository& repository) {
    std::error_code failed;
    for (const auto& entry : fs::directory_iterator(repository.top() / folder, failed)) {
      const std::string path = std::string(folder) + "/" + entry.path().filename().string();
      if (is_workflow(path)) now[path] = read_workflow(text_of(entry.path()));
    }
  }

  std::map<std::string, WorkflowFacts> now;
  std::vector<Step> past;                                   // of all, newest first
  std::map<std::string, std::vector<std::size_t>> past_of;  // places in it, by present path

  Known<bool> read_past(const GitRepository& repository, const Deadline& deadline) {
    const auto uncommitted =
        repository.ask({"diff", "--raw", "-z", "-M", "--no-abbrev", "--no-relative",
                        "--no-ext-diff", "--no-textconv", "HEAD", "--", folder},
                       deadline);
    if (!uncommitted) return uncommitted.error();
    for (const LoggedChange& change : parse_raw_changes(*uncommitted)) {
      if (auto added = add(repository, change, std::nullopt, deadline); !added) return added;
    }
    const auto commits = commit_log(
        repository, {"--first-parent", "--diff-merges=first-parent", most_commits, "HEAD"},
        {folder}, deadline);
    if (!commits) return commits.error();
    for (const LoggedCommit& logged : *commits) {
      for (const LoggedChange& change : logged.changes) {
        auto added = add(repository, change, logged.commit, deadline);
        if (!added) return added;
      }
    }
    return true;
  }

 private:
  Known<bool> add(const GitRepository& repository, const LoggedChange& change,
                  const std::optional<Commit>& commit, const Deadline& deadline) {
    if (!is_workflow(change.old_path)) return true;
    Step step{change.old_path, commit, {}};
    if (change.status != 'A') {
      const auto text = repository.ask({"cat-file", "blob", change.old_blob}, deadline);
      if (!text) return text.error();
      step.before = read_workflow(*text);
    }
    const auto known = present_.find(change.path);
    const std::string present = known == present_.end() ? change.path : known->second;
    past_of[present].push_back(past.size());
    present_[change.old_path] = present;
    past.push_back(std::move(step));
    return true;
  }

  std::map<std::string, std::string> present_;  // the present path of one of the past
};

std::string by(const std::optional<Commit>& commit) {
  return commit ? words(*commit) : "a change that is not committed yet";
}

bool has_gate(const WorkflowFacts& facts) { return !facts.gate_jobs.empty(); }

// The newest change that took the last job away.
void add_removal(const Workflows& workflows, std::vector<std::string>& sentences) {
  for (const auto& [path, facts] : workflows.now) {
    if (has_gate(facts)) return;
  }
  for (const Step& step : workflows.past) {
    if (!has_gate(step.before)) continue;
    sentences.push_back(fmt::format("the gate (job {}) was taken out of {} in {}",
                                    step.before.gate_jobs.front(), step.path, by(step.commit)));
    return;
  }
}

// The change since which something holds that `held` can tell of the time before; null where it
// has held for as long as was looked.
template <class Held>
const Step* since_when(const Workflows& workflows, const std::string& path, Held held) {
  const auto places = workflows.past_of.find(path);
  if (places == workflows.past_of.end()) return nullptr;
  for (const std::size_t place : places->second) {
    if (!held(workflows.past[place].before)) return &workflows.past[place];
  }
  return nullptr;
}

void add_weaknesses(const Workflows& workflows, std::vector<std::string>& sentences) {
  for (const auto& [path, facts] : workflows.now) {
    for (const WorkflowWeakness& weakness : facts.weaknesses) {
      const auto held = [&](const WorkflowFacts& before) {
        return std::any_of(
            before.weaknesses.begin(), before.weaknesses.end(),
            [&](const WorkflowWeakness& other) { return other.what == weakness.what; });
      };
      const Step* step = since_when(workflows, path, held);
      sentences.push_back(fmt::format("{}:{}: {}{}", path, weakness.line, weakness.what,
                                      step == nullptr ? "" : ", since " + by(step->commit)));
    }
  }
}

bool hides(const WorkflowFilter& filter, const std::vector<std::string>& files) {
  if (!filter.of_paths) {
    return matches_path("main", filter.pattern) || matches_path("master", filter.pattern);
  }
  return std::any_of(files.begin(), files.end(),
                     [&](const std::string& file) { return matches_path(file, filter.pattern); });
}

// What was always ignored was meant so.
void add_filters(const Workflows& workflows, const std::vector<std::string>& files,
                 std::vector<std::string>& sentences) {
  for (const auto& [path, facts] : workflows.now) {
    if (!has_gate(facts)) continue;
    for (const WorkflowFilter& filter : facts.ignored) {
      if (!hides(filter, files)) continue;
      const auto held = [&](const WorkflowFacts& before) {
        return !has_gate(before) || std::any_of(before.ignored.begin(), before.ignored.end(),
                                                [&](const WorkflowFilter& other) {
                                                  return other.pattern == filter.pattern;
                                                });
      };
      const Step* step = since_when(workflows, path, held);
      if (step == nullptr) continue;
      sentences.push_back(fmt::format("{}:{}: {}-ignore has \"{}\", which hides the gate, since {}",
                                      path, filter.line, filter.of_paths ? "paths" : "branches",
                                      filter.pattern, by(step->commit)));
    }
  }
}

// Where the gate is there and nothing is suspicious, the past is not looked at.
bool is_sound(const Workflows& workflows, const std::vector<std::string>& files) {
  bool gated = false;
  for (const auto& [path, facts] : workflows.now) {
    if (!facts.weaknesses.empty()) return false;
    gated = gated || has_gate(facts);
    const bool hidden = std::any_of(facts.ignored.begin(), facts.ignored.end(),
                                    [&](const auto& filter) { return hides(filter, files); });
    if (has_gate(facts) && hidden) return false;
  }
  return gated;
}

}  // namespace

Known<std::vector<std::string>> workflow_bypasses(const GitRepository& repository,
                                                  const std::vector<std::string>& files,
                                                  const Deadline& deadline) {
  Workflows workflows(repository);
  std::vector<std::string> sentences;
  if (is_sound(workflows, files)) return sentences;
  if (auto read = workflows.read_past(repository, deadline); !read) return read.error();
  add_removal(workflows, sentences);
  add_weaknesses(workflows, sentences);
  add_filters(workflows, files, sentences);
  return sentences;
}

}  // namespace gate
