#include "gate/alembic/driver.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "gate/alembic/catalog_request.h"
#include "gate/alembic/event.h"
#include "gate/tree/alembic_ini.h"

namespace gate {
namespace {

using nlohmann::json;

std::string load_request(const Declaration& declaration, bool sources_only) {
  return json{{"request", "load"},
              {"sources_only", sources_only},
              {"ini", declaration.alembic_ini.string()},
              {"section", ini_section(declaration.alembic_args)},
              {"directory", declaration.directory.string()},
              {"alembic_args", declaration.alembic_args},
              {"flask_app", declaration.flask_app}}
      .dump();
}

Error no_interpreter(const std::vector<std::string>& refused) {
  return {ErrorCode::no_interpreter,
          refused.empty() ? "no Python interpreter found"
                          : fmt::format("no Python interpreter that imports alembic; tried: {}",
                                        fmt::join(refused, "; ")),
          "Install the tree's requirements into its .venv, activate its virtual environment, or "
          "name the interpreter as \"python\" in the tree's declaration."};
}

// `file` is alembic_args where the declaration's own words are refused.
Error configuration_error(const json& event, const Declaration& declaration) {
  const auto text = [&](const char* key) {
    return event.contains(key) && event[key].is_string() ? event[key].get<std::string>() : "";
  };
  const std::string expected = text("expected");
  const std::string hint = text("hint");
  const std::string file =
      text("file") == "alembic_args" ? declaration.file.string() + ": /alembic_args" : text("file");
  return {
      ErrorCode::declaration,
      fmt::format("{}: {}{}", file, text("what"), expected.empty() ? "" : ", expected " + expected),
      hint.empty() ? "Name the alembic.ini that `alembic` itself is run with." : hint};
}

// The first file that says its ids in no literal.
std::string told_by_alembic(const std::vector<RevisionFile>& files,
                            const std::filesystem::path& repository) {
  for (const RevisionFile& file : files) {
    if (file.problem != "not-literal") continue;
    return fmt::format(
        "{}:{}: {}, so Alembic's own map was asked for the revisions; `gate check`, which only "
        "reads the files, cannot",
        std::filesystem::path(file.file).lexically_relative(repository).string(), file.problem_line,
        file.problem_message);
  }
  return {};
}

Error driver_gone(Child& child) {
  return {ErrorCode::infrastructure,
          fmt::format("the Python driver ended without a word; its last output: {}",
                      child.output().empty() ? "none" : child.output()),
          "Run the interpreter by hand with `import alembic` to see whether it works."};
}

void end(StepResult& result, StepEnd end, std::string how) {
  result.end = end;
  result.how_it_ended = std::move(how);
}

}  // namespace

Driver::Driver(const Declaration& declaration, DriverSettings settings, const Lifeline& lifeline)
    : declaration_(&declaration), settings_(std::move(settings)), lifeline_(&lifeline) {}

Result<Driver> Driver::start(const Declaration& declaration, DriverSettings settings,
                             const Lifeline& lifeline) {
  Driver driver(declaration, std::move(settings), lifeline);
  if (auto written = write_driver(driver.settings_.folder); !written) return written.error();
  if (auto started = driver.start_interpreter(); !started) return started.error();
  return driver;
}

Result<void> Driver::start_interpreter() {
  if (candidate_ >= settings_.interpreters.size()) return no_interpreter(refused_);
  Command command;
  command.argv = {settings_.interpreters[candidate_].path,
                  (settings_.folder / "gate_driver.py").string()};
  command.environment = settings_.environment.entries;
  command.directory = declaration_->directory;
  command.takes_lines = true;
  command.gives_events = true;
  auto child = Child::start(command, *lifeline_);
  if (!child) return child.error();
  child_.emplace(std::move(*child));
  if (settings_.on_output) child_->on_output(settings_.on_output);
  child_->send_line(load_request(*declaration_, settings_.sources_only));
  return {};
}

// True when the tree is loaded, false when this interpreter has no alembic.
Result<bool> Driver::read_load_events(LoadedTree& tree, const Deadline& deadline,
                                      const Interrupt& interrupt) {
  const Interpreter& interpreter = settings_.interpreters[candidate_];
  bool complete = true;
  std::string line;
  for (;;) {
    switch (child_->next_line(line, deadline, interrupt)) {
      case LineResult::line:
        break;
      case LineResult::interrupted:
        return Error{ErrorCode::interrupted, "interrupted"};
      case LineResult::deadline:
        return Error{ErrorCode::infrastructure,
                     fmt::format("{} did not import alembic in time", interpreter.path),
                     "Raise --timeout, or run the interpreter by hand with `import alembic`."};
      case LineResult::ended: {
        const auto status = child_->wait(deadline, interrupt);
        const std::string how = status ? describe(*status) : "no exit status";
        refused_.push_back(fmt::format("{} ({}): {}", interpreter.path, interpreter.why, how));
        return false;
      }
    }
    const auto event = parse_event(line);
    if (!event) return event.error();
    const std::string name = (*event)["event"];
    if (name == "revision-file") {
      tree.revisions.push_back(revision_file(*event));
    } else if (name == "graph") {
      tree.script_location = event->value("script_location", "");
      tree.decided_by_env = tree.decided_by_env || event->value("decided_by_env", false);
      tree.version_folders = event->value("version_locations", std::vector<std::string>());
      tree.recursive = event->value("recursive", tree.recursive);
      if (settings_.sources_only) return true;
      // A graph that Alembic itself had to be asked for comes after `ready`, as a whole.
      complete = complete && event->value("complete", true);
      if (event->value("source", "") == "env") {
        tree.version_locations = event->value("version_locations", std::vector<std::string>());
        return true;
      }
      if (event->value("source", "") == "alembic") return true;
    } else if (name == "ready") {
      tree.interpreter = event->value("executable", interpreter.path);
      tree.versions =
          fmt::format("Python {}, Alembic {}, SQLAlchemy {}", event->value("python", "?"),
                      event->value("alembic", "?"), event->value("sqlalchemy", "?"));
      if (complete) return true;
      tree.note = told_by_alembic(tree.revisions, declaration_->repository);
      tree.revisions.clear();
    } else if (name == "graph-failure") {
      tree.revisions.clear();
      tree.graph_failure = failure(*event);
      return true;
    } else if (name == "no-alembic") {
      refused_.push_back(fmt::format("{} ({}): {}", interpreter.path, interpreter.why,
                                     event->value("message", "no alembic")));
      return false;
    } else if (name == "configuration-error") {
      return configuration_error(*event, *declaration_);
    } else if (name == "driver-error") {
      return Error{ErrorCode::internal,
                   "the Python driver failed: " + event->value("traceback", std::string()),
                   "This is a bug of gate; please report it."};
    }
  }
}

Result<LoadedTree> Driver::load(const Deadline& deadline, const Interrupt& interrupt) {
  for (;;) {
    LoadedTree tree;
    const auto loaded = read_load_events(tree, deadline, interrupt);
    if (!loaded) return loaded.error();
    if (*loaded) return tree;
    child_.reset();
    ++candidate_;
    if (auto started = start_interpreter(); !started) return started.error();
  }
}

Result<void> Driver::target(const ConnectionFacts& connection, const LoadedTree& tree) {
  const auto settings = settings_.folder / "settings.json";
  const auto request = [&](const std::filesystem::path& file) {
    return target_request(*declaration_, settings_.environment, connection, tree, file);
  };
  if (const auto written = write_settings(settings, request({})); !written) return written;
  if (child_->send_line(request(settings))) return {};
  return driver_gone(*child_);
}

Result<void> Driver::ask_env(LoadedTree& tree, const Deadline& deadline,
                             const Interrupt& interrupt) {
  if (!child_->send_line(json{{"request", "locations"}}.dump())) return driver_gone(*child_);
  tree.revisions.clear();
  const auto read = read_load_events(tree, deadline, interrupt);
  if (!read) return read.error();
  if (*read) return {};
  return driver_gone(*child_);
}

Result<StepResult> Driver::run(const AlembicCommand& command, const Deadline& deadline,
                               const Interrupt& interrupt) {
  const int id = ++last_step_;
  child_->take_output();
  json request{
      {"request", "step"}, {"id", id}, {"command", command.name}, {"revision", command.revision}};
  if (command.stair) request["stair"] = true;
  if (!command.read_schema_before.empty()) request["catalog"] = catalog_request(command);
  if (!child_->send_line(request.dump())) return driver_gone(*child_);
  StepResult result;
  std::string line;
  while (result.end == StepEnd::not_run) {
    const LineResult got = child_->next_line(line, deadline, interrupt);
    if (got == LineResult::interrupted) return Error{ErrorCode::interrupted, "interrupted"};
    if (got == LineResult::deadline) {
      out_of_time();
      child_->stop();
      end(result, StepEnd::timed_out, "the time ran out and gate ended it");
    }
    if (got == LineResult::ended) {
      const auto status = child_->wait(Deadline(std::chrono::seconds(5)), interrupt);
      end(result, StepEnd::died, status ? describe(*status) : "its driver is gone");
    }
    if (got != LineResult::line) break;
    const auto event = parse_event(line);
    if (!event) return event.error();
    if ((*event)["event"] == "driver-error" || (*event)["event"] == "protocol-error") {
      return Error{ErrorCode::internal, "the Python driver failed: " + event->dump(),
                   "This is a bug of gate; please report it."};
    }
    add_event(*event, result);
  }
  result.output = child_->take_output();
  return result;
}

}  // namespace gate
