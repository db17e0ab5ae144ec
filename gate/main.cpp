// gate: parse, run, print, exit. Everything else is in the library.
#include <fmt/format.h>

#include <exception>

#include "gate/cli/commands.h"
#include "gate/pipeline/watch.h"
#include "gate/process/supervisor.h"

namespace {

gate::ExitCode run(int argc, char** argv) {
  gate::Interrupt interrupt;
  interrupt.watch_signals();
  const auto parsed = gate::parse_command_line(argc, argv);
  if (!parsed) return gate::print_error(parsed.error());
  if (!parsed->options) {
    fmt::print("{}", parsed->text);
    return gate::ExitCode::pass;
  }
  switch (parsed->options->sub_command) {
    case gate::SubCommand::run:
      return gate::run_command(*parsed->options, interrupt);
    case gate::SubCommand::list:
      return gate::list_command(*parsed->options);
    case gate::SubCommand::triage:
      return gate::triage_command(*parsed->options, interrupt);
    case gate::SubCommand::check:
      return gate::check_command(*parsed->options, interrupt);
    case gate::SubCommand::next:
      return gate::next_command(*parsed->options, interrupt);
    case gate::SubCommand::plan:
      return gate::plan_command(*parsed->options, interrupt);
    case gate::SubCommand::init:
      return gate::init_command(*parsed->options, interrupt);
    case gate::SubCommand::explain:
      return gate::explain_command(*parsed->options);
    case gate::SubCommand::completion:
      return gate::completion_command(*parsed->options);
    case gate::SubCommand::man:
      return gate::man_command(gate::build_commit());
    case gate::SubCommand::version:
      return gate::version_command(*parsed->options, gate::build_commit(), interrupt);
  }
  return gate::ExitCode::internal;
}

}  // namespace

int main(int argc, char** argv) {
  // gate's helper processes are this same program.
  if (const auto code = gate::supervise_if_asked(argc, argv)) return *code;
  if (const auto code = gate::watch_if_asked(argc, argv)) return *code;
  try {
    return static_cast<int>(run(argc, argv));
  } catch (const std::exception& exception) {
    return static_cast<int>(gate::print_error(
        {gate::ErrorCode::internal, exception.what(), "This is a bug of gate; please report it."}));
  }
}
