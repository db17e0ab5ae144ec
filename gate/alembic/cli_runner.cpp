#include "gate/alembic/cli_runner.h"

#include <fmt/format.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "gate/alembic/catalog_request.h"
#include "gate/alembic/event.h"
#include "gate/log/alembic_output.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// The walls' folder comes first, what the user has on PYTHONPATH stays behind it. Output is not
// buffered: else what a migration printed comes after the traceback that ended it.
void put_walls_up(std::vector<std::string>& environment, const fs::path& folder,
                  const fs::path& settings_file) {
  std::string path = "PYTHONPATH=" + (folder / "cli").string();
  std::erase_if(environment, [&](const std::string& entry) {
    if (!entry.starts_with("PYTHONPATH=")) return false;
    if (entry.size() > 11) path += ":" + entry.substr(11);
    return true;
  });
  environment.push_back(path);
  std::erase_if(environment,
                [](const std::string& entry) { return entry.starts_with("PYTHONUNBUFFERED="); });
  environment.push_back("PYTHONUNBUFFERED=1");
  environment.push_back("GATE_DRIVER_SETTINGS=" + settings_file.string());
}

// An interpreter that does not read PYTHONPATH (-I or -E in a script's first line) has no walls.
Error no_walls(const std::string& output) {
  return {ErrorCode::wrong_database,
          fmt::format("the alembic command ran without gate's walls; its output: {}",
                      output.empty() ? "none" : output),
          "Let the interpreter read PYTHONPATH, or run without --via cli."};
}

void read_words(const AlembicCommand& command, int exit_status, const std::string& server_log,
                const fs::path& repository, StepResult& result) {
  for (const RunningLine& line : running_lines(result.output)) {
    result.applied.push_back(line.direction == "upgrade" ? line.to : line.from);
  }
  if (result.passed) {
    if (command.name == "heads") result.heads = heads_in_output(result.output);
    return;
  }
  // Alembic says "Running ..." before it runs; the last one is what failed.
  if (!result.applied.empty()) {
    result.running = {result.applied.back(), running_lines(result.output).back().direction};
    result.applied.pop_back();
  }
  result.failure = failure_in_output(result.output, exit_status, server_log, repository.string());
  result.failure->statements = std::move(result.statements);
  // A tree can print its tracebacks as it likes; what a wall refused is known without them.
  if (result.failure->wall.empty() && !result.refused.empty()) {
    result.failure->wall = "foreign-engine";
    result.failure->chain.insert(result.failure->chain.begin(), {"ForeignEngine", result.refused});
  }
  result.failure->missing_variables = std::move(result.missing_variables);
  result.failure->missing_module = std::move(result.missing_module);
}

}  // namespace

CliRunner::CliRunner(const Declaration& declaration, CliSettings settings, const Lifeline& lifeline)
    : declaration_(&declaration),
      settings_(std::move(settings)),
      lifeline_(&lifeline),
      settings_file_(settings_.folder / "settings.json") {}

Result<CliRunner> CliRunner::make(const Declaration& declaration, CliSettings settings,
                                  const ConnectionFacts& connection, const Lifeline& lifeline) {
  CliRunner runner(declaration, std::move(settings), lifeline);
  const auto request =
      target_request(declaration, runner.settings_.environment, connection, *runner.settings_.tree);
  if (auto written = write_settings(runner.settings_file_, request); !written) {
    return written.error();
  }
  return runner;
}

Command CliRunner::command_line(const AlembicCommand& alembic) const {
  Command command;
  command.environment = settings_.environment.entries;
  command.directory = declaration_->directory;
  put_walls_up(command.environment, settings_.folder, settings_file_);
  command.argv = {settings_.tree->interpreter};
  if (settings_.tree->needs.flask) {
    add_flask_words(alembic, command);
    return command;
  }
  const fs::path beside = fs::path(settings_.tree->interpreter).parent_path() / "alembic";
  std::error_code failed;
  if (fs::exists(beside, failed)) {
    command.argv.push_back(beside.string());
  } else {
    command.argv.insert(command.argv.end(), {"-m", "alembic"});
  }
  command.argv.insert(command.argv.end(), {"-c", declaration_->alembic_ini.string()});
  command.argv.insert(command.argv.end(), declaration_->alembic_args.begin(),
                      declaration_->alembic_args.end());
  command.argv.push_back(alembic.name);
  if (!alembic.revision.empty()) command.argv.push_back(alembic.revision);
  return command;
}

// Flask takes no ini, but the folder that it is in.
void CliRunner::add_flask_words(const AlembicCommand& alembic, Command& command) const {
  if (!settings_.tree->needs.flask->app.empty()) {
    command.environment.push_back("FLASK_APP=" + settings_.tree->needs.flask->app);
  }
  command.argv.insert(command.argv.end(), {"-m", "flask", "db", alembic.name, "-d",
                                           declaration_->alembic_ini.parent_path().string()});
  if (alembic.revision.empty()) return;
  command.argv.insert(command.argv.end(), declaration_->alembic_args.begin(),
                      declaration_->alembic_args.end());
  command.argv.insert(command.argv.end(), {"--", alembic.revision});  // "-1" is no option
}

Result<void> CliRunner::ask_for_schema(const AlembicCommand& command) const {
  const fs::path file = settings_file_.string() + ".catalog";
  std::error_code ignored;
  fs::remove(file, ignored);
  if (command.read_schema_before.empty()) return {};
  return write_settings(file, catalog_request(command).dump());
}

bool CliRunner::read_facts(StepResult& result) const {
  const fs::path file = settings_file_.string() + ".events";
  std::ifstream stream(file);
  bool walls = false;
  for (std::string line; std::getline(stream, line);) {
    const auto event = parse_event(line);
    if (!event) continue;
    walls = walls || (*event)["event"] == "walls";
    add_event(*event, result);
  }
  std::error_code ignored;
  fs::remove(file, ignored);
  return walls;
}

Result<StepResult> CliRunner::run(const AlembicCommand& command, const Deadline& deadline,
                                  const Interrupt& interrupt) {
  if (auto asked = ask_for_schema(command); !asked) return asked.error();
  auto child = Child::start(command_line(command), *lifeline_);
  if (!child) return child.error();
  if (settings_.on_output) child->on_output(settings_.on_output);
  const auto status = child->wait(deadline, interrupt);
  if (interrupt.requested()) return Error{ErrorCode::interrupted, "interrupted"};
  StepResult result;
  if (!status) {
    out_of_time();
    child->stop();
  }
  result.output = child->take_output();
  result.end = !status ? StepEnd::timed_out : StepEnd::told;
  result.passed = status && status->success();
  if (!read_facts(result)) return no_walls(result.output);
  if (!status) {
    result.how_it_ended = "the time ran out and gate ended it";
  } else if (status->signal != 0) {
    result.end = StepEnd::died;
    result.how_it_ended = describe(*status);
  }
  read_words(command, status ? status->code : 0, settings_.server_log ? settings_.server_log() : "",
             declaration_->repository, result);
  return result;
}

}  // namespace gate
