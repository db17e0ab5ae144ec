// The Python driver: one warm interpreter per tree that reads the revision graph and forks a fresh
// child for each Alembic command.
//
// It reports facts; nothing is decided here. Started early, so that it imports Alembic while the
// server boots.
#pragma once

#include <filesystem>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "gate/alembic/child_environment.h"
#include "gate/alembic/database_variables.h"
#include "gate/alembic/flask_application.h"
#include "gate/alembic/interpreter.h"
#include "gate/alembic/runner.h"
#include "gate/core/revision.h"
#include "gate/core/source_fact.h"
#include "gate/core/source_text.h"
#include "gate/postgres/cluster.h"
#include "gate/process/child.h"
#include "gate/tree/declaration.h"

namespace gate {

// What a tree's env.py wants around it, as its source says.
struct TreeNeeds {
  std::vector<VariableRead> variables;  // that it and the repository's modules it imports read
  std::optional<FlaskApplication> flask;
};

// What the driver found in the tree, without a database.
struct LoadedTree {
  std::vector<RevisionFile> revisions;
  std::string note;  // what the report has to tell of how it was read; empty: nothing
  std::string script_location;
  std::string interpreter;                     // path
  std::optional<Failure> graph_failure;        // Alembic had to be asked for the graph, and failed
  bool decided_by_env = false;                 // env.py may say where the revisions are
  std::vector<std::string> version_locations;  // as env.py left them; empty where it was not asked
  std::vector<std::string> version_folders;    // that its revisions are in
  bool recursive = false;                      // and in the folders below these
  TreeNeeds needs;                             // as Driver::needs() told them
  std::string versions;                        // "Python 3.11.2, Alembic 1.8.1, SQLAlchemy 1.4.46"
};

struct DriverSettings {
  std::filesystem::path folder;  // a private one; the driver's files are written there
  std::vector<Interpreter> interpreters;
  ChildEnvironment environment;
  std::function<void(std::string_view)> on_output;  // may be empty
  // Read the ini and the files only, and never import Alembic: any interpreter will do.
  bool sources_only = false;
};

class Driver final : public AlembicRunner {
 public:
  // Starts the first interpreter that is a candidate; load() moves on to the next where it must.
  static Result<Driver> start(const Declaration& declaration, DriverSettings settings,
                              const Lifeline& lifeline);

  // Waits until the graph is read and Alembic is imported. Errors: no_interpreter (each one tried
  // is named), declaration (the alembic.ini), infrastructure.
  Result<LoadedTree> load(const Deadline& deadline, const Interrupt& interrupt);
  // The tree as it is when env.py has been run: for one that says there where its revisions are.
  // To be asked for after target(); the same errors.
  Result<void> ask_env(LoadedTree& tree, const Deadline& deadline, const Interrupt& interrupt);
  // What the loaded tree's files do, read from their source. Errors: infrastructure, interrupted.
  Result<SourceFacts> operations(const Deadline& deadline, const Interrupt& interrupt);
  // What revision files with these contents say of themselves, in this order; the same errors.
  Result<std::vector<RevisionFile>> read_texts(const std::vector<SourceText>& texts,
                                               const Deadline& deadline,
                                               const Interrupt& interrupt);
  // What env.py wants around it, read from the source; the same errors.
  Result<TreeNeeds> needs(const Deadline& deadline, const Interrupt& interrupt);
  // Points everything that is run from now on at a database, the variables that mean it included.
  Result<void> target(const ConnectionFacts& connection, const LoadedTree& tree);
  Result<StepResult> run(const AlembicCommand& command, const Deadline& deadline,
                         const Interrupt& interrupt) override;
  const std::function<void(std::string_view)>& on_output() const { return settings_.on_output; }

 private:
  Driver(const Declaration& declaration, DriverSettings settings, const Lifeline& lifeline);
  Result<void> start_interpreter();
  // Sends the request and hands each event of its answer on, up to the one of that name.
  Result<void> ask(const std::string& request, std::string_view last,
                   const std::function<void(const nlohmann::json&)>& take, const Deadline& deadline,
                   const Interrupt& interrupt);
  Result<bool> read_load_events(LoadedTree& tree, const Deadline& deadline,
                                const Interrupt& interrupt);

  const Declaration* declaration_;
  DriverSettings settings_;
  const Lifeline* lifeline_;
  std::optional<Child> child_;
  std::size_t candidate_ = 0;
  std::vector<std::string> refused_;  // interpreters that had no alembic, with their words
  int last_step_ = 0;
};

// The request that points a driver, or the cli's settings file, at a database.
// `settings`: the file that interpreters started by a migration are to read; empty in that file.
std::string target_request(const Declaration& declaration, const ChildEnvironment& environment,
                           const ConnectionFacts& connection, const LoadedTree& tree,
                           const std::filesystem::path& settings = {});
// Writes such a request where only the user can read it (it holds the password), for interpreters
// that find the walls by GATE_DRIVER_SETTINGS.
Result<void> write_settings(const std::filesystem::path& file, const std::string& request);
// Writes the embedded driver's files below the folder.
Result<void> write_driver(const std::filesystem::path& folder);

}  // namespace gate
