// The command line as a value.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gate/core/error.h"
#include "gate/pipeline/run_options.h"

namespace gate {

enum class SubCommand {
  run,
  list,
  check,
  next,
  plan,
  explain,
  triage,
  init,
  completion,
  man,
  version
};
enum class Format { text, plain, json, github, github_matrix };
enum class Shell { bash, zsh, fish };

struct Options {
  SubCommand sub_command = SubCommand::run;
  std::vector<std::string> trees;  // --tree; empty: every tree declared
  std::filesystem::path ini;       // --ini
  std::filesystem::path root;      // --root; empty: found upward from here
  // Files to write the report to, by format: --json, --junit, ...; "-" is stdout, empty none.
  std::map<std::string, std::string> reports;
  std::string base;                  // --base: the ref to be merged into; empty: none
  std::vector<std::string> rivals;   // --rival: refs, or patterns of refs, that are still open
  std::optional<std::string> since;  // of plan: the ref whose merge base begins the change
  ServerOptions server;
  Via via = Via::driver;
  unsigned jobs = 1;
  std::chrono::seconds timeout{600};
  bool keep = false;
  std::size_t stairs = 0;  // --steps; 0: the plain round trip
  bool rows = false;
  bool models = false;
  bool verbose = false;
  bool quiet = false;
  std::optional<Format> format;  // --format; none: what suits where it is printed to
  std::string log;               // of triage; "-" is stdin, as is none where stdin is no terminal
  bool dry_run = false;          // of init
  bool names = false;            // of list
  bool version = false;          // --version
  Shell shell = Shell::bash;     // of completion
  std::string explain;           // the mode or slug to explain; empty: the table of all
};

// What the command line asks for: Options, or text to print (--help), or an Error (usage).
struct ParsedCommandLine {
  std::optional<Options> options;
  std::string text;
};
Result<ParsedCommandLine> parse_command_line(int argc, const char* const* argv);

}  // namespace gate
