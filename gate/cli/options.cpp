#include "gate/cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>
#include <utility>

#include "gate/cli/command_line.h"

namespace gate {
namespace {

Error usage_error(const std::string& message) {
  std::string first = message.substr(0, message.find('\n'));
  if (!first.empty() && first[0] >= 'A' && first[0] <= 'Z') {
    first[0] = static_cast<char>(first[0] - 'A' + 'a');
  }
  return {ErrorCode::usage, first, "Run gate --help for the options."};
}

// What only `gate plan` takes, and what it does not take.
Result<void> check_plan(const Options& options) {
  const bool is_plan = options.sub_command == SubCommand::plan;
  if (!is_plan && options.format == Format::github_matrix) {
    return usage_error(
        "--format: found github-matrix, expected text|plain|json|github (github-matrix is of gate "
        "plan)");
  }
  if (is_plan && (!options.base.empty() || !options.rivals.empty())) {
    return usage_error("plan: found --base or --rival, expected --since REF");
  }
  return {};
}

// By name: what does not exist yet is no file that could be compared.
bool same_file(const std::string& path, const std::string& other) {
  if (path.empty() || path == "-" || other.empty() || other == "-") return path == other;
  std::error_code failed;
  const auto whole = [&](const std::string& one) {
    return std::filesystem::weakly_canonical(std::filesystem::absolute(one, failed), failed);
  };
  return path == other || (whole(path) == whole(other) && !failed);
}

// Options that exclude each other, beyond what CLI11 knows.
Result<void> check_together(const Options& options) {
  if (!options.ini.empty() && !options.trees.empty()) {
    return usage_error("--ini and --tree exclude each other");
  }
  if (auto sound = check_plan(options); !sound) return sound;
  const bool has_report =
      options.sub_command == SubCommand::run || options.sub_command == SubCommand::check;
  std::vector<std::string> to_stdout;
  if (has_report && options.format == Format::json) to_stdout.emplace_back("--format json");
  if (options.format == Format::github) {
    if (!has_report) return usage_error("--format github: only gate run and gate check annotate");
    to_stdout.emplace_back("--format github");
  }
  for (const auto& [format, path] : options.reports) {
    if (path == "-") to_stdout.push_back(fmt::format("--{} -", format));
    if (!path.empty() && !has_report && format != "json") {
      return usage_error(fmt::format("--{}: only gate run and gate check make reports", format));
    }
    for (const auto& [other, other_path] : options.reports) {
      if (!path.empty() && path != "-" && format < other && same_file(path, other_path)) {
        return usage_error(
            fmt::format("--{} and --{} name the same file: {}", format, other, path));
      }
    }
  }
  if (to_stdout.size() > 1) {
    return usage_error(
        fmt::format("{} and {} would both be on stdout", to_stdout[0], to_stdout[1]));
  }
  return {};
}

}  // namespace

Result<ParsedCommandLine> parse_command_line(int argc, const char* const* argv) {
  Options options;
  options.jobs = std::max(1u, std::thread::hardware_concurrency());
  const auto app = make_command_line(options);
  try {
    app->parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return ParsedCommandLine{std::nullopt, app->help()};
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string words = error.what();
    return usage_error(words.substr(0, words.find(':')) + ": expected one value");
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what());
  }
  if (options.version) options.sub_command = SubCommand::version;
  if (auto sound = check_together(options); !sound) return sound.error();
  return ParsedCommandLine{std::move(options), ""};
}

}  // namespace gate
