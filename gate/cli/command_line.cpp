#include "gate/cli/command_line.h"

#include "gate/cli/option_checks.h"
#include "gate/cli/reference.h"
#include "gate/pipeline/stairway.h"
#include "gate/report/formats.h"

namespace gate {
namespace {

const char* const description =
    "Decides whether a database migration may merge: runs each Alembic tree through upgrade head,\n"
    "single head, downgrade -1 and upgrade head again on a throw-away PostgreSQL of its own.";

const char* const init_footer =
    "Looks through the folder of --root, else through the repository that it is run in, and "
    "writes\n"
    "seeds/<tree>.json for every Alembic or Flask-Migrate tree that is not declared yet. What is\n"
    "there is never written over. It says what is still missing, and the next command.\n"
    "Exit codes: 0 written, or nothing to do; 2 usage; 3 a file could not be written.";

const char* const completion_footer =
    "bash:  source <(gate completion bash)\n"
    "zsh:   source <(gate completion zsh)\n"
    "fish:  gate completion fish | source\n"
    "A package has them installed already.";

const char* const plan_footer =
    "A tree is touched by its declaration, its alembic.ini, all that is below its migrations, its\n"
    "SQL and what it declares to watch, as they changed between the commit at which HEAD left REF\n"
    "and the files as they lie here: what is not committed counts too.\n"
    "--format github-matrix prints the matrix of a GitHub job: {\"include\":[{\"tree\":...}]}.\n"
    "Exit codes: 0 planned, also where nothing is touched; 2 usage, such as a REF that is not\n"
    "there or a shallow clone that hides the merge base; 3 git does not work.";

void add_tree_options(CLI::App& app, Options& options) {
  app.add_option("--tree", options.trees,
                 "A tree to gate, by the name of its declaration; repeatable")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--ini", options.ini, "Gate a tree straight from its alembic.ini, undeclared")
      ->type_name("PATH");
  app.add_option("--root", options.root, "The folder that holds seeds/ (else: found upward)")
      ->type_name("PATH");
}

void add_server_options(CLI::App& app, Options& options) {
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

void add_output_options(CLI::App& app, Options& options) {
  const auto take_timeout = [&options](int seconds) {
    options.timeout = std::chrono::seconds(seconds);
  };
  app.add_option_function<int>("--timeout", take_timeout,
                               "Seconds that one tree may take (default: 600)")
      ->type_name("SECONDS")
      ->check(between(1, 86400));
  app.add_flag("--keep", options.keep, "Leave the cluster up and say how to connect to it");
  add_choice(app, "--format", options.format,
             Choices<Format>{{"text", Format::text},
                             {"plain", Format::plain},
                             {"json", Format::json},
                             {"github", Format::github},
                             {"github-matrix", Format::github_matrix}},
             "As what to print the result: text fits its terminal, plain is neither wrapped nor\n"
             "coloured (default: text; github in a job of GitHub Actions)");
  for (const ReportFormat& format : report_formats()) {
    app.add_option(fmt::format("--{}", format.name), options.reports[std::string(format.name)],
                   fmt::format("Write the report as {} (- for stdout)", format.what))
        ->type_name("PATH");
  }
  auto* verbose = app.add_flag("-v,--verbose", options.verbose,
                               "Show what the migrations print, tracebacks and the server's log");
  app.add_flag("-q,--quiet", options.quiet, "Show nothing but the result")->excludes(verbose);
}

CLI::App& add_sub_command(CLI::App& app, Options& options, SubCommand which, const char* name,
                          const char* help) {
  auto* sub_command = app.add_subcommand(name, help)->fallthrough();
  sub_command->callback([&options, which] { options.sub_command = which; });
  return *sub_command;
}

void add_sub_commands(CLI::App& app, Options& options) {
  add_sub_command(app, options, SubCommand::run, "run",
                  "Run the gate (what gate does without a sub-command)");
  add_sub_command(app, options, SubCommand::list, "list",
                  "Show the trees, their declarations and the plan of steps")
      .add_flag("--names", options.names, "Print the names of the trees alone, one on a line");
  add_sub_command(app, options, SubCommand::check, "check",
                  "Say what the sources alone show, without a server or Alembic");
  add_sub_command(app, options, SubCommand::next, "next",
                  "Print the next free revision id and the parent to name");
  auto& plan = add_sub_command(app, options, SubCommand::plan, "plan",
                               "Say which trees a change touches, so that only those are run");
  plan.footer(plan_footer);
  plan.add_option("--since", options.since,
                  "The ref that HEAD is to be merged into; without it, every tree counts")
      ->type_name("REF");
  auto& explain = add_sub_command(app, options, SubCommand::explain, "explain",
                                  "Print what is known of a failure mode or cause");
  explain.add_option("cause", options.explain, "A letter A to F, or a slug; none lists them all")
      ->type_name("MODE|SLUG");
  auto& triage = add_sub_command(app, options, SubCommand::triage, "triage",
                                 "Say what a log that another run left says failed");
  triage.add_option("log", options.log, "The log's file, of any kind and size; - is stdin")
      ->type_name("FILE");
  auto& init =
      add_sub_command(app, options, SubCommand::init, "init",
                      "Find the Alembic trees of a repository and write their declarations");
  init.footer(init_footer);
  init.add_flag("--dry-run", options.dry_run, "Print what would be written, and write nothing");
  auto& completion = add_sub_command(app, options, SubCommand::completion, "completion",
                                     "Print the script that completes gate's words in a shell");
  completion.footer(completion_footer);
  add_choice(completion, "shell", options.shell,
             Choices<Shell>{{"bash", Shell::bash}, {"zsh", Shell::zsh}, {"fish", Shell::fish}},
             "The shell it is for")
      ->required();
  add_sub_command(app, options, SubCommand::man, "man", "Print the man page (gate man | man -l -)");
}

}  // namespace

std::shared_ptr<CLI::App> make_command_line(Options& options) {
  auto app = std::make_shared<CLI::App>(description, "gate");
  app->footer(help_footer());
  app->add_flag("--version", options.version,
                "Print the versions of gate and of what it would use here");
  app->require_subcommand(0, 1);
  app->fallthrough();
  add_sub_commands(*app, options);
  add_tree_options(*app, options);
  add_server_options(*app, options);
  add_proof_options(*app, options);
  add_merge_options(*app, options);
  add_output_options(*app, options);
  return app;
}

}  // namespace gate
