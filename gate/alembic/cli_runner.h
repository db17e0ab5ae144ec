// The plain `alembic` commands of the runbook, each a process of its own, behind the same walls.
//
// What a step says is read from its output and the server's log (gate/log); Python tells nothing
// directly, but for facts the walls write beside their settings file.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "gate/alembic/driver.h"

namespace gate {

struct CliSettings {
  std::filesystem::path folder;  // where write_driver() has put the walls
  const LoadedTree* tree;        // outlives the runner; its interpreter imports alembic
  ChildEnvironment environment;
  std::function<std::string()> server_log;          // the server's last words
  std::function<void(std::string_view)> on_output;  // may be empty
};

class CliRunner final : public AlembicRunner {
 public:
  // Writes the settings file (mode 0600: it holds the password). An Error when it cannot.
  static Result<CliRunner> make(const Declaration& declaration, CliSettings settings,
                                const ConnectionFacts& connection, const Lifeline& lifeline);
  Result<StepResult> run(const AlembicCommand& command, const Deadline& deadline,
                         const Interrupt& interrupt) override;

 private:
  CliRunner(const Declaration& declaration, CliSettings settings, const Lifeline& lifeline);
  Command command_line(const AlembicCommand& command) const;
  void add_flask_words(const AlembicCommand& command, Command& line) const;
  // Lays the request for the walls beside their settings, or takes an earlier one away.
  Result<void> ask_for_schema(const AlembicCommand& command) const;
  // What the walls wrote of the command; false when they were never put up.
  bool read_facts(StepResult& result) const;

  const Declaration* declaration_;
  CliSettings settings_;
  const Lifeline* lifeline_;
  std::filesystem::path settings_file_;
};

}  // namespace gate
