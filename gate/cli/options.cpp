#include "gate/cli/options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <thread>

namespace gate {
namespace {

const char* const description =
    "Decides whether a database migration may merge: runs each Alembic tree through upgrade head,\n"
    "single head, downgrade -1 and upgrade head again on a throw-away PostgreSQL of its own.";

const char* const footer =
    "Exit codes: 0 pass, 1 findings, 2 usage or declaration, 3 environment, 4 internal,\n"
    "129/130/143 interrupted.\n"
    "Environment: GATE_SERVER_URL (the server of --server given), NO_COLOR, TMPDIR.";

void add_options(CLI::App& app, Options& options) {
  app.add_option("--tree", options.trees, "A tree to gate, by the name of its declaration; repeatable")
      ->type_name("NAME");
  app.add_option("--ini", options.ini, "Gate a tree straight from its alembic.ini, undeclared")
      ->type_name("PATH");
  app.add_option("--root", options.root, "The folder that holds seeds/ (else: found upward)")
      ->type_name("PATH");
  app.add_option("--server", options.server.choice, "Where the throw-away PostgreSQL comes from")
      ->type_name("auto|local|container|given")
      ->transform(CLI::Transformer(
          std::map<std::string, ServerChoice>{{"auto", ServerChoice::automatic},
                                              {"local", ServerChoice::local},
                                              {"container", ServerChoice::container},
                                              {"given", ServerChoice::given}}));
  app.add_option("--pg-bin", options.server.pg_bin, "The folder of initdb and postgres (local)")
      ->type_name("PATH");
  app.add_option("--image", options.server.image, "The container's image (container)")
      ->type_name("IMAGE");
  app.add_option("--allow-host", options.server.allow_host,
                 "A host other than loopback that a given server may be on; repeatable")
      ->type_name("HOST");
  app.add_option("--via", options.via, "Run Alembic through gate's driver or its own command")
      ->type_name("driver|cli")
      ->transform(CLI::Transformer(
          std::map<std::string, Via>{{"driver", Via::driver}, {"cli", Via::cli}}));
  app.add_option("--jobs", options.jobs, "Trees at a time (default: the number of cores)")
      ->type_name("N")
      ->check(CLI::Range(1u, 1024u));
}

void add_output_options(CLI::App& app, Options& options, int& timeout) {
  app.add_option("--timeout", timeout, "Seconds that one tree may take (default: 600)")
      ->type_name("SECONDS")
      ->check(CLI::Range(1, 86400));
  app.add_flag("--keep", options.keep, "Leave the cluster up and say how to connect to it");
  app.add_option("--json", options.json, "Write the report as JSON (- for stdout)")
      ->type_name("PATH");
  auto* verbose = app.add_flag("-v,--verbose", options.verbose,
                               "Show what the migrations print, tracebacks and the server's log");
  app.add_flag("-q,--quiet", options.quiet, "Show nothing but the result")->excludes(verbose);
}

// CLI11 gives an enum's raw value in its message; the words are what was expected.
Error usage_error(const std::string& message) {
  std::string first = message.substr(0, message.find('\n'));
  if (!first.empty() && first[0] >= 'A' && first[0] <= 'Z') {
    first[0] = static_cast<char>(first[0] - 'A' + 'a');
  }
  return {ErrorCode::usage, first, "Run gate --help for the options."};
}

template <class Choice>
bool is_choice(Choice choice, int count) {
  return static_cast<int>(choice) >= 0 && static_cast<int>(choice) < count;
}

}  // namespace

Result<ParsedCommandLine> parse_command_line(int argc, const char* const* argv) {
  Options options;
  options.jobs = std::max(1u, std::thread::hardware_concurrency());
  int timeout = 600;
  CLI::App app(description, "gate");
  app.footer(footer);
  app.set_version_flag("--version", "gate " GATE_VERSION);
  app.require_subcommand(0, 1);
  app.fallthrough();
  app.add_subcommand("run", "Run the gate (what gate does without a sub-command)")->fallthrough();
  auto* list = app.add_subcommand("list", "Show the trees, their declarations and the plan of steps")
                   ->fallthrough();
  add_options(app, options);
  add_output_options(app, options, timeout);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return ParsedCommandLine{std::nullopt, app.help()};
  } catch (const CLI::CallForVersion&) {
    return ParsedCommandLine{std::nullopt, "gate " GATE_VERSION "\n"};
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what());
  }
  if (!is_choice(options.server.choice, 4) || !is_choice(options.via, 2)) {
    return usage_error("not one of the values that --server or --via takes");
  }
  if (!options.ini.empty() && !options.trees.empty()) {
    return usage_error("--ini and --tree exclude each other");
  }
  options.timeout = std::chrono::seconds(timeout);
  if (list->parsed()) options.sub_command = SubCommand::list;
  return ParsedCommandLine{std::move(options), ""};
}

}  // namespace gate
