#include "gate/cli/options.h"

#include <gmock/gmock.h>

#include <thread>

namespace gate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

Result<ParsedCommandLine> parse(const std::vector<std::string>& arguments) {
  std::vector<const char*> argv{"gate"};
  for (const std::string& argument : arguments) argv.push_back(argument.c_str());
  return parse_command_line(static_cast<int>(argv.size()), argv.data());
}

Options options(const std::vector<std::string>& arguments) {
  const auto parsed = parse(arguments);
  EXPECT_TRUE(parsed.has_value()) << (parsed ? "" : parsed.error().message);
  return parsed && parsed->options ? *parsed->options : Options{};
}

std::string refusal(const std::vector<std::string>& arguments) {
  const auto parsed = parse(arguments);
  if (parsed) return "accepted";
  EXPECT_EQ(parsed.error().code, ErrorCode::usage);
  EXPECT_EQ(parsed.error().hint, "Run gate --help for the options.");
  return parsed.error().message;
}

TEST(CommandLine, BaseAndRivalsAreOfEverySubCommandThatJudges) {
  const Options check = options({"check", "--base", "origin/main", "--tree", "raptor"});
  EXPECT_EQ(check.sub_command, SubCommand::check);
  EXPECT_EQ(check.base, "origin/main");
  EXPECT_THAT(check.trees, ElementsAre("raptor"));
  EXPECT_EQ(options({"check"}).base, "");
  const Options run = options({"--base", "main", "--rival", "a", "run", "--rival", "origin/*"});
  EXPECT_EQ(run.sub_command, SubCommand::run);
  EXPECT_EQ(run.base, "main");
  EXPECT_THAT(run.rivals, ElementsAre("a", "origin/*"));
  EXPECT_EQ(options({"next", "--base", "main"}).sub_command, SubCommand::next);
}

TEST(CommandLine, WithoutArgumentsEveryTreeIsRunTheUsualWay) {
  const Options all = options({});
  EXPECT_EQ(all.sub_command, SubCommand::run);
  EXPECT_THAT(all.trees, IsEmpty());
  EXPECT_EQ(all.ini, "");
  EXPECT_EQ(all.root, "");
  EXPECT_EQ(all.reports.at("json"), "");
  EXPECT_EQ(all.server.choice, ServerChoice::automatic);
  EXPECT_EQ(all.server.pg_bin, "");
  EXPECT_THAT(all.server.allow_host, IsEmpty());
  EXPECT_EQ(all.via, Via::driver);
  EXPECT_EQ(all.jobs, std::max(1u, std::thread::hardware_concurrency()));
  EXPECT_EQ(all.timeout, std::chrono::seconds(600));
  EXPECT_FALSE(all.keep || all.verbose || all.quiet);
}

TEST(CommandLine, ExplainTakesAtMostOneWord) {
  EXPECT_EQ(options({"explain"}).sub_command, SubCommand::explain);
  EXPECT_EQ(options({"explain"}).explain, "");
  EXPECT_EQ(options({"explain", "B"}).explain, "B");
  EXPECT_THAT(refusal({"explain", "A", "B"}), HasSubstr("B"));
}

TEST(CommandLine, EveryOption) {
  const Options all = options({"--tree",   "console",       "--tree=raptor",
                               "--root",   "/work",         "--server",
                               "given",    "--pg-bin",      "/opt/pg/bin",
                               "--image",  "postgres:15.4", "--allow-host",
                               "db",       "--allow-host",  "10.0.0.7",
                               "--via",    "cli",           "--jobs",
                               "3",        "--timeout",     "90",
                               "--keep",   "--json",        "-",
                               "--verbose"});
  EXPECT_THAT(all.trees, ElementsAre("console", "raptor"));
  EXPECT_EQ(all.root, "/work");
  EXPECT_EQ(all.server.choice, ServerChoice::given);
  EXPECT_EQ(all.server.pg_bin, "/opt/pg/bin");
  EXPECT_EQ(all.server.image, "postgres:15.4");
  EXPECT_THAT(all.server.allow_host, ElementsAre("db", "10.0.0.7"));
  EXPECT_EQ(all.via, Via::cli);
  EXPECT_EQ(all.jobs, 3u);
  EXPECT_EQ(all.timeout, std::chrono::seconds(90));
  EXPECT_TRUE(all.keep);
  EXPECT_EQ(all.reports.at("json"), "-");
  EXPECT_TRUE(all.verbose);
  EXPECT_FALSE(all.quiet);
  EXPECT_EQ(options({"--ini", "db/alembic.ini"}).ini, "db/alembic.ini");
  EXPECT_TRUE(options({"-v"}).verbose);
  EXPECT_TRUE(options({"-q"}).quiet);
  EXPECT_TRUE(options({"--quiet"}).quiet);
}

TEST(CommandLine, EveryServerAndEveryWay) {
  EXPECT_EQ(options({"--server", "auto"}).server.choice, ServerChoice::automatic);
  EXPECT_EQ(options({"--server", "local"}).server.choice, ServerChoice::local);
  EXPECT_EQ(options({"--server", "container"}).server.choice, ServerChoice::container);
  EXPECT_EQ(options({"--server=given"}).server.choice, ServerChoice::given);
  EXPECT_EQ(options({"--via", "driver"}).via, Via::driver);
}

TEST(CommandLine, SubCommandsTakeTheSameOptionsOnEitherSide) {
  EXPECT_EQ(options({"run"}).sub_command, SubCommand::run);
  EXPECT_EQ(options({"list"}).sub_command, SubCommand::list);
  EXPECT_THAT(options({"list", "--tree", "raptor"}).trees, ElementsAre("raptor"));
  const Options before = options({"--tree", "raptor", "list"});
  EXPECT_THAT(before.trees, ElementsAre("raptor"));
  EXPECT_EQ(before.sub_command, SubCommand::list);
}

TEST(CommandLine, WhatNobodyKnowsIsRefused) {
  EXPECT_EQ(refusal({"--foo"}), "the following argument was not expected: --foo");
  EXPECT_EQ(refusal({"stray"}), "the following argument was not expected: stray");
  EXPECT_EQ(refusal({"--verb"}), "the following argument was not expected: --verb");
  EXPECT_EQ(refusal({"run", "list"}), "the following argument was not expected: list");
  EXPECT_EQ(refusal({"--tree", "a", "b"}), "the following argument was not expected: b");
  EXPECT_EQ(refusal({"--allow-host", "a", "b"}), "the following argument was not expected: b");
}

TEST(CommandLine, WrongChoicesAreToldWithTheRightOnes) {
  EXPECT_EQ(refusal({"--server", "moon"}),
            "--server: found moon, expected auto|local|container|given");
  EXPECT_EQ(refusal({"--server", "Local"}),
            "--server: found Local, expected auto|local|container|given");
  EXPECT_EQ(refusal({"--via", "http"}), "--via: found http, expected driver|cli");
  for (const char* number : {"0", "1", "2", "3", "-1"}) {
    EXPECT_THAT(refusal({std::string("--server=") + number}), StartsWith("--server: found "));
    EXPECT_THAT(refusal({std::string("--via=") + number}), StartsWith("--via: found "));
  }
}

TEST(CommandLine, NumbersOutOfRangeAreToldWithTheRange) {
  for (const char* number : {"0", "-1", "1025", "x", "4.5", "1e3", "0x10", "4x", "99999999999"}) {
    EXPECT_EQ(refusal({std::string("--jobs=") + number}),
              std::string("--jobs: found ") + number + ", expected a whole number from 1 to 1024");
  }
  EXPECT_EQ(refusal({"--timeout", "0"}),
            "--timeout: found 0, expected a whole number from 1 to 86400");
  EXPECT_EQ(refusal({"--timeout", "86401"}),
            "--timeout: found 86401, expected a whole number from 1 to 86400");
  EXPECT_EQ(options({"--jobs", "1024", "--timeout", "86400"}).jobs, 1024u);
  EXPECT_EQ(options({"--jobs", "1", "--timeout", "1"}).timeout, std::chrono::seconds(1));
}

TEST(CommandLine, AMissingValueAndOneTooMany) {
  for (const char* name : {"--tree", "--ini", "--root", "--server", "--pg-bin", "--image",
                           "--allow-host", "--via", "--jobs", "--timeout", "--json"}) {
    EXPECT_EQ(refusal({name}), std::string(name) + ": expected one value");
  }
  for (const char* name : {"--ini", "--root", "--pg-bin", "--image", "--json"}) {
    EXPECT_EQ(refusal({name, "a", name, "b"}), std::string(name) + ": expected one value");
  }
  EXPECT_EQ(refusal({"--server", "local", "--server", "given"}), "--server: expected one value");
  EXPECT_EQ(refusal({"--jobs", "2", "--jobs", "3"}), "--jobs: expected one value");
}

TEST(CommandLine, OptionsThatExcludeEachOther) {
  EXPECT_EQ(refusal({"--ini", "a", "--tree", "b"}), "--ini and --tree exclude each other");
  EXPECT_EQ(refusal({"-v", "-q"}), "--verbose excludes --quiet");
}

TEST(CommandLine, MessagesAreLowercaseWithoutAPeriod) {
  const std::vector<std::vector<std::string>> wrong{{"--foo"},
                                                    {"stray"},
                                                    {"--server", "x"},
                                                    {"--via", "x"},
                                                    {"--jobs", "x"},
                                                    {"--timeout", "x"},
                                                    {"--tree"},
                                                    {"--keep=maybe"},
                                                    {"-v", "-q"},
                                                    {"-x"},
                                                    {"--ini", "a", "--tree", "b"}};
  for (const auto& arguments : wrong) {
    const std::string message = refusal(arguments);
    EXPECT_FALSE(message[0] >= 'A' && message[0] <= 'Z') << message;
    EXPECT_NE(message.back(), '.') << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    EXPECT_NE(message, "accepted") << arguments.front();
  }
}

TEST(CommandLine, HelpNamesEveryOptionAndTheExitCodes) {
  const auto parsed = parse({"--help"});
  ASSERT_TRUE(parsed);
  EXPECT_FALSE(parsed->options);
  for (const char* words :
       {"--tree NAME", "--ini PATH", "--root PATH", "--server auto|local|container|given",
        "--pg-bin PATH", "--image IMAGE", "--allow-host HOST", "--via driver|cli", "--jobs N",
        "--timeout SECONDS", "--keep", "--json PATH", "-v,--verbose", "-q,--quiet", "run", "list",
        "Exit codes: 0 pass, 1 findings, 2 usage", "GATE_SERVER_URL"}) {
    EXPECT_THAT(parsed->text, HasSubstr(words));
  }
}

TEST(CommandLine, TheVersionIsAskedForBesideAnything) {
  EXPECT_EQ(options({"--version"}).sub_command, SubCommand::version);
  EXPECT_EQ(options({"--version", "--format", "json"}).format, Format::json);
  EXPECT_EQ(options({"list", "--version"}).sub_command, SubCommand::version);
}

TEST(CommandLine, CompletionIsForAShellThatItKnows) {
  EXPECT_EQ(options({"completion", "fish"}).shell, Shell::fish);
  EXPECT_EQ(refusal({"completion", "tcsh"}), "shell: found tcsh, expected bash|zsh|fish");
  EXPECT_EQ(refusal({"completion"}), "shell is required");
  EXPECT_TRUE(options({"list", "--names"}).names);
  EXPECT_EQ(options({"man"}).sub_command, SubCommand::man);
}

TEST(CommandLine, TheFormatIsOneOfTheWords) {
  EXPECT_EQ(options({}).format, std::nullopt);
  EXPECT_EQ(options({"--format", "plain"}).format, Format::plain);
  EXPECT_EQ(options({"check", "--format=json"}).format, Format::json);
  EXPECT_THAT(refusal({"--format", "html"}), StartsWith("--format: found html, expected text|"));
}

TEST(CommandLine, OneReportAtATimeIsOnStdoutOrInAFile) {
  EXPECT_EQ(refusal({"--format", "json", "--json", "-"}),
            "--format json and --json - would both be on stdout");
  EXPECT_EQ(options({"--format", "json", "--json", "x.json"}).reports.at("json"), "x.json");
}

}  // namespace
}  // namespace gate
