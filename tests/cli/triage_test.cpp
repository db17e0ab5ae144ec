// `gate triage` as a user runs it: files, stdin, exit codes; and bounded room whatever comes.
#include <gmock/gmock.h>
#include <sys/wait.h>

#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

const std::string missing_role =
    "psycopg2.errors.UndefinedObject: role \"raptor_app\" does not exist\n";

TEST(TriageCommand, ALogWithACauseExitsOne) {
  const Sandbox sandbox;
  sandbox.write("job.log", "fine\n" + missing_role);
  const Outcome outcome = sandbox.gate_as_is({"triage", "job.log"});
  EXPECT_EQ(outcome.code, 1);
  EXPECT_THAT(outcome.out, HasSubstr("[missing-role, failure mode B]"));
  EXPECT_THAT(outcome.out, HasSubstr("sre mends it"));
  EXPECT_THAT(outcome.out, HasSubstr("gate explain missing-role"));
  EXPECT_THAT(outcome.err, IsEmpty());
}

TEST(TriageCommand, JsonHasTheKeysOfTheInterface) {
  const Sandbox sandbox;
  sandbox.write("job.log", "fine\n" + missing_role);
  const Outcome outcome = sandbox.gate_as_is({"triage", "--format", "json", "job.log"});
  const auto json = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(json["schema_version"], 1);
  const auto& found = json["findings"].at(0);
  EXPECT_EQ(found["mode"], "B");
  EXPECT_EQ(found["kind"], "missing-role");
  EXPECT_EQ(found["owner"], "sre");
  EXPECT_EQ(found["confidence"], "medium");
  EXPECT_EQ(found["lines"], nlohmann::json({2, 2}));
  EXPECT_EQ(found["evidence"].size(), 1u);
}

TEST(TriageCommand, WithoutAFailureItExitsZeroWithoutACauseOne) {
  const Sandbox sandbox;
  sandbox.write("well.log", "all is well\n");
  sandbox.write("other.log", "Error: the web site does not build\n");
  const Outcome well = sandbox.gate_as_is({"triage", "well.log"});
  EXPECT_EQ(well.code, 0);
  EXPECT_THAT(well.out, HasSubstr("no known cause"));
  const Outcome other = sandbox.gate_as_is({"triage", "other.log"});
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.out, HasSubstr("no known cause"));
  EXPECT_THAT(other.out, HasSubstr("Error: the web site does not build"));
}

TEST(TriageCommand, WhatCannotBeReadIsAnErrorOfUse) {
  const Sandbox sandbox;
  for (const std::string file : {"not-there.log", "."}) {
    const Outcome outcome = sandbox.gate_as_is({"triage", file});
    EXPECT_EQ(outcome.code, 2);
    EXPECT_THAT(outcome.err, HasSubstr(file + ": cannot be read: "));
    EXPECT_THAT(outcome.out, IsEmpty());
  }
  EXPECT_EQ(sandbox.gate_as_is({"triage", "a.log", "b.log"}).code, 2);
  EXPECT_EQ(sandbox.gate_as_is({"triage", "--format", "xml", "a.log"}).code, 2);
}

// Writes into a gate that may take 96 MB of addresses, and gives what it printed.
struct Piped {
  int code = -1;
  std::string out;
};
Piped piped(const std::function<void(std::FILE*)>& write) {
  const Sandbox sandbox;
  const std::string out = sandbox.path() / "out.json";
  const std::string command =
      "ulimit -v 98304; exec '" GATE_BINARY "' triage --format json - > '" + out + "' 2>&1";
  std::FILE* pipe = ::popen(command.c_str(), "w");
  write(pipe);
  const int status = ::pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128, read_file(out)};
}

void write(std::FILE* pipe, const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), pipe);
}

constexpr int megabytes = 128;

TEST(TriageCommand, AnEndlessLineTakesNoRoom) {
  const Piped result = piped([](std::FILE* pipe) {
    const std::string part(1U << 20U, 'x');
    for (int at = 0; at < megabytes; ++at) write(pipe, part);
    write(pipe, "\n" + missing_role);
  });
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("\"missing-role\""));
}

TEST(TriageCommand, BytesAtRandomTakeNoRoom) {
  const Piped result = piped([](std::FILE* pipe) {
    std::string part(1U << 20U, '\0');
    unsigned seed = 1;
    for (int at = 0; at < megabytes; ++at) {
      for (char& letter : part) {
        seed = seed * 1664525U + 1013904223U;
        letter = static_cast<char>(seed >> 24U);
      }
      write(pipe, part);
    }
    write(pipe, "\n" + missing_role);
  });
  EXPECT_EQ(result.code, 1);
  EXPECT_THAT(result.out, HasSubstr("\"missing-role\""));
}

TEST(TriageCommand, OfManyTracebacksTheCauseIsFoundFirstOrLast) {
  const auto noise = [](std::FILE* pipe) {
    for (int at = 0; at < 100'000; ++at) {
      write(pipe, "Traceback (most recent call last):\n  File \"/srv/worker.py\", line " +
                      std::to_string(at % 90) + ", in <module>\n    main()\nValueError: job " +
                      std::to_string(at) + " is not ready\n");
    }
  };
  for (const bool first : {true, false}) {
    const Piped result = piped([&](std::FILE* pipe) {
      if (first) write(pipe, missing_role);
      noise(pipe);
      if (!first) write(pipe, missing_role);
    });
    EXPECT_EQ(result.code, 1);
    const auto json = nlohmann::json::parse(result.out);
    ASSERT_EQ(json["findings"].size(), 1u);
    EXPECT_EQ(json["findings"][0]["mode"], "B");
  }
}

}  // namespace
}  // namespace gate::test
