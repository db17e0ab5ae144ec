#include "gate/cli/options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <functional>
#include <thread>
#include <utility>

#include "gate/pipeline/stairway.h"

namespace gate {
namespace {

const char* const description =
    "Decides whether a database migration may merge: runs each Alembic tree through upgrade head,\n"
    "single head, downgrade -1 and upgrade head again on a throw-away PostgreSQL of its own.";

const char* const footer =
    "Exit codes: 0 pass, 1 findings, 2 usage or declaration, 3 environment, 4 internal,\n"
    "129/130/143 interrupted.\n"
    "Environment: GATE_SERVER_URL (the server of --server given), NO_COLOR, TMPDIR.";

const char* const init_footer =
    "Looks through the folder of --root, else through the repository that it is run in, and "
    "writes\n"
    "seeds/<tree>.json for every Alembic or Flask-Migrate tree that is not declared yet. What is\n"
    "there is never written over. It says what is still missing, and the next command.\n"
    "Exit codes: 0 written, or nothing to do; 2 usage; 3 a file could not be written.";

template <class Choice>
using Choices = std::vector<std::pair<std::string, Choice>>;

template <class Choice>
const Choice* chosen(const Choices<Choice>& choices, const std::string& word) {
  for (const auto& [name, choice] : choices) {
    if (name == word) return &choice;
  }
  return nullptr;
}

// One of the words; CLI11's own way with an enum takes its number as well.
template <class Choice>
void add_choice(CLI::App& app, const std::string& name, Choice& into,
                const Choices<Choice>& choices, const std::string& help) {
  std::vector<std::string> words;
  for (const auto& choice : choices) words.push_back(choice.first);
  const std::string expected = fmt::format("{}", fmt::join(words, "|"));
  const auto take = [&into, choices](const std::string& word) { into = *chosen(choices, word); };
  app.add_option_function<std::string>(name, take, help)
      ->type_name(expected)
      ->check([choices, expected](const std::string& word) {
        return chosen(choices, word) != nullptr
                   ? std::string()
                   : fmt::format("found {}, expected {}", word, expected);
      });
}

// A check for CLI11: empty when the text is a whole number in the range.
std::function<std::string(const std::string&)> between(int least, int most) {
  return [=](const std::string& text) {
    int number = 0;
    const char* const end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    const bool good =
        read.ec == std::errc() && read.ptr == end && number >= least && number <= most;
    return good ? std::string()
                : fmt::format("found {}, expected a whole number from {} to {}", text, least, most);
  };
}

void add_options(CLI::App& app, Options& options) {
  app.add_option("--tree", options.trees,
                 "A tree to gate, by the name of its declaration; repeatable")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--ini", options.ini, "Gate a tree straight from its alembic.ini, undeclared")
      ->type_name("PATH");
  app.add_option("--root", options.root, "The folder that holds seeds/ (else: found upward)")
      ->type_name("PATH");
  add_choice(app, "--server", options.server.choice,
             Choices<ServerChoice>{{"auto", ServerChoice::automatic},
                                   {"local", ServerChoice::local},
                                   {"container", ServerChoice::container},
                                   {"given", ServerChoice::given}},
             "Where the throw-away PostgreSQL comes from");
  app.add_option("--pg-bin", options.server.pg_bin, "The folder of initdb and postgres (local)")
      ->type_name("PATH");
  app.add_option("--image", options.server.image, "The container's image (container)")
      ->type_name("IMAGE");
  app.add_option("--allow-host", options.server.allow_host,
                 "A host other than loopback that a given server may be on; repeatable")
      ->type_name("HOST")
      ->allow_extra_args(false);
  add_choice(app, "--via", options.via, Choices<Via>{{"driver", Via::driver}, {"cli", Via::cli}},
             "Run Alembic through gate's driver or its own command");
  app.add_option("--jobs", options.jobs, "Trees at a time (default: the number of cores)")
      ->type_name("N")
      ->check(between(1, 1024));
}

void add_proof_options(CLI::App& app, Options& options) {
  const auto whole = between(1, 1000000);
  app.add_option_function<std::string>(
         "--steps",
         [&options](const std::string& word) {
           options.stairs = word == "all" ? all_stairs : std::stoul(word);
         },
         "Walk the newest N revisions, or all, one by one: up, down and up again")
      ->type_name("N|all")
      ->check([whole](const std::string& word) {
        return word == "all" || whole(word).empty()
                   ? std::string()
                   : fmt::format("found {}, expected all, or a whole number from 1 on", word);
      });
  app.add_flag("--rows", options.rows, "Put rows into the tables and see that they survive");
  app.add_flag("--models", options.models, "See whether the models agree (alembic check)");
}

void add_merge_options(CLI::App& app, Options& options) {
  app.add_option("--base", options.base,
                 "Judge the graph as it will be when this is merged into REF")
      ->type_name("REF");
  app.add_option("--rival", options.rivals,
                 "An open branch, or a pattern of branches, to find collisions with; repeatable")
      ->type_name("REF")
      ->allow_extra_args(false);
}

void add_output_options(CLI::App& app, Options& options, int& timeout) {
  app.add_option("--timeout", timeout, "Seconds that one tree may take (default: 600)")
      ->type_name("SECONDS")
      ->check(between(1, 86400));
  app.add_flag("--keep", options.keep, "Leave the cluster up and say how to connect to it");
  app.add_option("--json", options.json, "Write the report as JSON (- for stdout)")
      ->type_name("PATH");
  auto* verbose = app.add_flag("-v,--verbose", options.verbose,
                               "Show what the migrations print, tracebacks and the server's log");
  app.add_flag("-q,--quiet", options.quiet, "Show nothing but the result")->excludes(verbose);
}

Error usage_error(const std::string& message) {
  std::string first = message.substr(0, message.find('\n'));
  if (!first.empty() && first[0] >= 'A' && first[0] <= 'Z') {
    first[0] = static_cast<char>(first[0] - 'A' + 'a');
  }
  return {ErrorCode::usage, first, "Run gate --help for the options."};
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
  auto* list =
      app.add_subcommand("list", "Show the trees, their declarations and the plan of steps")
          ->fallthrough();
  auto* check =
      app.add_subcommand("check", "Say what the sources alone show, without a server or Alembic")
          ->fallthrough();
  auto* next = app.add_subcommand("next", "Print the next free revision id and the parent to name")
                   ->fallthrough();
  auto* explain = app.add_subcommand("explain", "Print what is known of a failure mode or cause");
  explain->add_option("cause", options.explain, "A letter A to F, or a slug; none lists them all")
      ->type_name("MODE|SLUG");
  auto* triage = app.add_subcommand("triage", "Say what a log that another run left says failed");
  triage->add_option("log", options.log, "The log's file, of any kind and size; - is stdin")
      ->type_name("FILE");
  add_choice(*triage, "--format", options.format,
             Choices<Format>{{"text", Format::text}, {"json", Format::json}},
             "As what to print it");
  auto* init = app.add_subcommand(
      "init", "Find the Alembic trees of a repository and write their declarations");
  init->footer(init_footer);
  init->add_flag("--dry-run", options.dry_run, "Print what would be written, and write nothing");
  init->fallthrough();
  add_options(app, options);
  add_proof_options(app, options);
  add_merge_options(app, options);
  add_output_options(app, options, timeout);
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return ParsedCommandLine{std::nullopt, app.help()};
  } catch (const CLI::CallForVersion&) {
    return ParsedCommandLine{std::nullopt, "gate " GATE_VERSION "\n"};
  } catch (const CLI::ArgumentMismatch& error) {
    const std::string words = error.what();
    return usage_error(words.substr(0, words.find(':')) + ": expected one value");
  } catch (const CLI::ParseError& error) {
    return usage_error(error.what());
  }
  if (!options.ini.empty() && !options.trees.empty()) {
    return usage_error("--ini and --tree exclude each other");
  }
  options.timeout = std::chrono::seconds(timeout);
  if (list->parsed()) options.sub_command = SubCommand::list;
  if (triage->parsed()) options.sub_command = SubCommand::triage;
  if (check->parsed()) options.sub_command = SubCommand::check;
  if (next->parsed()) options.sub_command = SubCommand::next;
  if (init->parsed()) options.sub_command = SubCommand::init;
  if (explain->parsed()) options.sub_command = SubCommand::explain;
  return ParsedCommandLine{std::move(options), ""};
}

}  // namespace gate
