// What GitHub's runner makes of a step's output, as far as tests ask: which lines are commands to
// it, by its rules, and what they say unescaped.
//
// After actions/runner: ActionCommand (TryParseV2, TryParse) and ActionCommandManager.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace gate::test {

struct RunnerCommand {
  std::string name;
  std::map<std::string, std::string> properties;
  std::string data;
};

struct RunnerLog {
  std::vector<RunnerCommand> commands;  // all that were obeyed, in order
  std::vector<std::string> lines;       // all others

  // Those of that name.
  std::vector<RunnerCommand> of(const std::string& name) const;
};

RunnerLog as_the_runner_reads(const std::string& output);
// Values of a GITHUB_OUTPUT file, by name.
std::map<std::string, std::string> outputs_in(const std::string& text);

}  // namespace gate::test
