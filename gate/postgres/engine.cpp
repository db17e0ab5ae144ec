#include "gate/postgres/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "gate/postgres/host.h"
#include "gate/postgres/server_words.h"
#include "gate/process/child.h"

namespace gate {
namespace {

Command command_for(const std::string& program, const std::vector<std::string>& words) {
  Command command;
  command.argv.push_back(program);
  command.argv.insert(command.argv.end(), words.begin(), words.end());
  command.environment = own_environment();
  return command;
}

// docker: "No such container", podman: "no container with name or ID", by version.
bool says_it_is_not_there(std::string words) {
  std::transform(words.begin(), words.end(), words.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return words.find("no such container") != std::string::npos ||
         words.find("no container with") != std::string::npos;
}

}  // namespace

Engine::Engine(std::string program, const Lifeline& lifeline)
    : program_(std::move(program)), lifeline_(&lifeline) {}

std::string Engine::name() const { return std::filesystem::path(program_).filename(); }

Result<std::string> Engine::call(const std::vector<std::string>& words, const Deadline& deadline,
                                 const Interrupt& interrupt,
                                 const std::filesystem::path& input_file) const {
  Command command = command_for(program_, words);
  command.input_file = input_file;
  const auto done = run(command, *lifeline_, deadline, interrupt);
  if (!done && done.error().code == ErrorCode::interrupted) return done.error();
  if (!done) {
    return Error{ErrorCode::no_server,
                 fmt::format("{} {} did not end in time", name(), words.at(0))};
  }
  if (done->status.success()) return last_lines(done->standard_output);
  const std::string said = last_lines(done->standard_error, 5);
  return Error{ErrorCode::no_server,
               said.empty() ? fmt::format("{} {}: {}", name(), words.at(0), describe(done->status))
                            : fmt::format("{}: {}", name(), said)};
}

std::string Engine::all_it_says(const std::vector<std::string>& words, const Deadline& deadline,
                                const Interrupt& interrupt) const {
  const auto done = run(command_for(program_, words), *lifeline_, deadline, interrupt);
  return done ? last_lines(done->standard_output + done->standard_error) : std::string();
}

std::vector<Engine> engines_on_path(const Lifeline& lifeline) {
  std::vector<Engine> engines;
  const auto environment = own_environment();
  for (const char* client : {"docker", "podman"}) {
    if (auto program = find_program(client, environment); !program.empty()) {
      engines.emplace_back(std::move(program), lifeline);
    }
  }
  return engines;
}

Result<void> check_not_remote(const Engine& engine) {
  const char* variable = engine.name() == "podman" ? "CONTAINER_HOST" : "DOCKER_HOST";
  const char* value = std::getenv(variable);
  const std::string url = value == nullptr ? "" : value;
  const auto scheme = url.find("://");
  if (scheme == std::string::npos || url.starts_with("unix:") || url.starts_with("fd:")) return {};
  std::string host = url.substr(scheme + 3);
  host = host.substr(host.rfind('@') + 1);
  host = host.substr(0, host.find_first_of(":/"));
  if (is_loopback(host)) return {};
  return Error{ErrorCode::no_server,
               fmt::format("{}={} is an engine on another machine, and the database would be there",
                           variable, url),
               fmt::format("Unset {}, or use --server local or --server given.", variable)};
}

bool remove_container(const Engine& engine, const std::string& name, const Deadline& deadline,
                      const Interrupt& interrupt) {
  const auto removed = engine.call({"rm", "--force", "--volumes", name}, deadline, interrupt);
  return removed || says_it_is_not_there(removed.error().message);
}

}  // namespace gate
