#include "gate/postgres/server_here.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdlib>
#include <sstream>

#include "gate/postgres/binaries.h"
#include "gate/postgres/image.h"
#include "gate/process/child.h"

namespace gate {
namespace {

using namespace std::chrono_literals;

constexpr auto time_to_answer = 2s;

// The first word that begins with a digit: "15.20" of "postgres (PostgreSQL) 15.20 (Debian ...)".
std::string version_in(const std::string& text) {
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    if (std::isdigit(static_cast<unsigned char>(word[0])) != 0) return word;
  }
  return {};
}

// PG_VERSION, which the official images have in their environment: "15.20-1.pgdg120+1".
std::string version_of_image(const std::string& environment) {
  constexpr std::string_view name = "PG_VERSION=";
  std::istringstream lines(environment);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(name)) return line.substr(name.size(), line.find('-') - name.size());
  }
  return {};
}

class Look {
 public:
  Look(const ServerOptions& options, const Lifeline& lifeline, const Deadline& deadline,
       const Interrupt& interrupt)
      : options_(options), lifeline_(lifeline), deadline_(deadline), interrupt_(interrupt) {}

  ServerHere local() const {
    const auto binaries = find_binaries(options_, own_environment());
    if (!binaries) return problem(binaries.error().message);
    Command command;
    command.argv = {binaries->postgres().string(), "--version"};
    command.environment = server_environment();
    const auto done = run(command, lifeline_, deadline_.at_most(time_to_answer), interrupt_);
    if (!done) return problem(done.error().message);
    const std::string version = version_in(done->standard_output);
    if (!done->status.success() || version.empty()) {
      return problem(fmt::format("{} does not say its version", binaries->postgres().string()));
    }
    return found(version, binaries->folder.string());
  }

  ServerHere container() const {
    const auto engines = engines_on_path(lifeline_);
    if (engines.empty()) return problem("neither docker nor podman is on PATH");
    std::string problems;
    for (const Engine& engine : engines) {
      const ServerHere here = in(engine);
      if (here.problem.empty()) return here;
      problems += (problems.empty() ? "" : "; ") + here.problem;
    }
    return problem(problems);
  }

  ServerHere given() const {
    const char* url = std::getenv("GATE_SERVER_URL");
    if (url == nullptr || *url == '\0') return problem("GATE_SERVER_URL is not set");
    return found("", "the server of GATE_SERVER_URL");
  }

  // A container before the machine's own programs, as a run has it.
  ServerHere any() const {
    const ServerHere contained = container();
    if (contained.problem.empty()) return contained;
    ServerHere here = local();
    if (!here.problem.empty()) here.problem = contained.problem + "; " + here.problem;
    return here;
  }

 private:
  ServerHere in(const Engine& engine) const {
    if (const auto near = check_not_remote(engine); !near) return problem(near.error().message);
    const Deadline soon = deadline_.at_most(time_to_answer);
    const std::string image = image_name(options_, engine);
    const auto environment = engine.call(
        {"image", "inspect", "--format", "{{range .Config.Env}}{{println .}}{{end}}", image}, soon,
        interrupt_);
    if (environment) {
      return found(version_of_image(*environment),
                   fmt::format("the image {} of {}", image, engine.name()));
    }
    const auto answers = engine.call({"version"}, soon, interrupt_);
    if (!answers) return problem(fmt::format("{} does not answer", engine.name()));
    return found("", fmt::format("the image {}, which {} would pull", image, engine.name()));
  }

  ServerHere found(const std::string& version, const std::string& where) const {
    return {options_.major_version(), version, where, ""};
  }
  ServerHere problem(const std::string& words) const {
    return {options_.major_version(), "", "", words};
  }

  const ServerOptions& options_;
  const Lifeline& lifeline_;
  const Deadline& deadline_;
  const Interrupt& interrupt_;
};

}  // namespace

ServerHere server_here(const ServerOptions& options, const Lifeline& lifeline,
                       const Deadline& deadline, const Interrupt& interrupt) {
  const Look look(options, lifeline, deadline, interrupt);
  switch (options.choice) {
    case ServerChoice::local:
      return look.local();
    case ServerChoice::container:
      return look.container();
    case ServerChoice::given:
      return look.given();
    case ServerChoice::automatic:
      break;
  }
  return look.any();
}

}  // namespace gate
