// A container engine, docker or podman, through its command-line client.
//
// Knows how to call it and what it answers; knows nothing of PostgreSQL.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gate/core/deadline.h"
#include "gate/core/error.h"
#include "gate/process/interrupt.h"
#include "gate/process/lifeline.h"

namespace gate {

class Engine {
 public:
  // `program`: the client's full path.
  Engine(std::string program, const Lifeline& lifeline);

  const std::string& program() const { return program_; }
  std::string name() const;  // "docker"

  // Calls the client; what it printed. An Error (no_server) has the engine's own words.
  Result<std::string> call(const std::vector<std::string>& words, const Deadline& deadline,
                           const Interrupt& interrupt,
                           const std::filesystem::path& input_file = {}) const;
  // The same with what the client wrote on stderr, as `logs` does, after it.
  std::string all_it_says(const std::vector<std::string>& words, const Deadline& deadline,
                          const Interrupt& interrupt) const;

 private:
  std::string program_;
  const Lifeline* lifeline_;
};

// The clients on PATH, docker before podman.
std::vector<Engine> engines_on_path(const Lifeline& lifeline);
// An Error (no_server) when the client's environment sends it to an engine on another machine,
// whose published ports are not at our loopback.
Result<void> check_not_remote(const Engine& engine);
// Removes a container, with its volumes. True when it is gone or never was.
bool remove_container(const Engine& engine, const std::string& name, const Deadline& deadline,
                      const Interrupt& interrupt);

}  // namespace gate
