#include "gate/postgres/image.h"

#include <fmt/format.h>

#include <sstream>

namespace gate {
namespace {

using namespace std::chrono_literals;

constexpr auto time_to_answer = 10s;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

// Asks one engine. A single call where it answers and has the image.
class Search {
 public:
  Search(const ServerOptions& options, const RunContext& context, const Engine& engine)
      : context_(context),
        engine_(engine),
        name_(image_name(options, engine)),
        soon_(context.deadline.at_most(time_to_answer)) {}

  Result<Image> run(Clock::duration time_to_pull) const {
    if (const auto here = check_not_remote(engine_); !here) return here.error();
    auto volumes = volumes_of_image(soon_);
    if (volumes) return found(*volumes, "has");
    if (volumes.error().code == ErrorCode::interrupted) return volumes.error();
    const auto answers = engine_.call({"version"}, soon_, context_.interrupt);
    if (!answers) return not_running(answers.error());
    const auto pulled = engine_.call({"pull", "--quiet", name_},
                                     context_.deadline.at_most(time_to_pull), context_.interrupt);
    if (!pulled) return not_pulled(pulled.error());
    volumes = volumes_of_image(context_.deadline);
    if (!volumes) return volumes.error();
    return found(*volumes, "pulled");
  }

 private:
  Result<std::string> volumes_of_image(const Deadline& deadline) const {
    return engine_.call(
        {"image", "inspect", "--format",
         "{{range $path, $unused := .Config.Volumes}}{{println $path}}{{end}}", name_},
        deadline, context_.interrupt);
  }

  Image found(const std::string& volumes, std::string_view verb) const {
    return {engine_, name_, lines_of(volumes),
            fmt::format("{} answers and {} {}", engine_.name(), verb, name_)};
  }

  Error not_running(const Error& said) const {
    if (said.code == ErrorCode::interrupted) return said;
    return Error{
        ErrorCode::no_server,
        fmt::format("{} is installed but does not answer: {}", engine_.name(), said.message),
        fmt::format("Start the engine, see that `{} version` works for this user, or use "
                    "--server local.",
                    engine_.name())};
  }

  Error not_pulled(const Error& said) const {
    if (said.code == ErrorCode::interrupted) return said;
    return Error{
        ErrorCode::no_server,
        fmt::format("{} cannot pull the image {}: {}", engine_.name(), name_, said.message),
        fmt::format("See that `{} pull {}` works, name another image with --image, or "
                    "use --server local.",
                    engine_.name(), name_)};
  }

  const RunContext& context_;
  const Engine& engine_;
  std::string name_;
  Deadline soon_;  // by when an engine that is up has answered
};

}  // namespace

std::string image_name(const ServerOptions& options, const Engine& engine) {
  if (!options.image.empty()) return options.image;
  // podman asks on a terminal which registry a short name means, and fails without one.
  return fmt::format("{}postgres:{}", engine.name() == "podman" ? "docker.io/library/" : "",
                     options.major_version());
}

Result<Image> find_image(const ServerOptions& options, const RunContext& context,
                         Clock::duration time_to_pull) {
  const auto engines = engines_on_path(context.lifeline);
  Error none{ErrorCode::no_server, "",
             "Install docker or podman, or use --server local with PostgreSQL's packages."};
  for (const Engine& engine : engines) {
    auto image = Search(options, context, engine).run(time_to_pull);
    if (image || image.error().code == ErrorCode::interrupted) return image;
    if (none.message.empty()) none.hint = image.error().hint;
    none.message += (none.message.empty() ? "" : "; ") + image.error().message;
  }
  if (engines.empty()) none.message = "no container engine: neither docker nor podman is on PATH";
  return none;
}

}  // namespace gate
