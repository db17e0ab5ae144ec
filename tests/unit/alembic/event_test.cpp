#include "gate/alembic/event.h"

#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

namespace gate {
namespace {

using nlohmann::json;
using testing::ElementsAre;
using testing::IsEmpty;

StepResult after(const std::vector<std::string>& lines) {
  StepResult result;
  for (const std::string& line : lines) add_event(parse_event(line).value(), result);
  return result;
}

TEST(Event, ALineOfTheDriverIsAnObjectWithAName) {
  EXPECT_EQ(parse_event(R"({"event": "heads", "heads": ["0040"]})").value()["event"], "heads");
}

TEST(Event, WhatIsNoEventIsABugOfOursAndTold) {
  for (const char* line :
       {"", "Traceback (most recent call last):", "[]", "3", "null", "{}", R"({"event": 3})",
        R"({"event": "a")", R"({"event": "a"} x)", "{\"event\": \"\xff\"}"}) {
    const auto event = parse_event(line);
    ASSERT_FALSE(event) << line;
    EXPECT_EQ(event.error().code, ErrorCode::internal);
    EXPECT_EQ(event.error().message, std::string("the driver sent what is no event: ") + line);
  }
  EXPECT_LT(parse_event(std::string(100000, 'x')).error().message.size(), 300u);
}

TEST(Event, ARevisionFile) {
  const RevisionFile file = revision_file(json::parse(R"({
    "event": "revision-file", "file": "/srv/versions/0002.py", "revision": "0002", "revision_line": 6,
    "down_revisions": ["0001"], "down_line": 7, "depends_on": ["b1"], "depends_line": 8,
    "branch_labels": ["billing"],
    "message": "create role that does not exist", "problem": null})"));
  EXPECT_EQ(file.file, "/srv/versions/0002.py");
  EXPECT_EQ(file.revision, "0002");
  EXPECT_EQ(file.revision_line, 6);
  EXPECT_THAT(file.down_revisions, ElementsAre("0001"));
  EXPECT_EQ(file.down_line, 7);
  EXPECT_THAT(file.depends_on, ElementsAre("b1"));
  EXPECT_EQ(file.depends_line, 8);
  EXPECT_THAT(file.branch_labels, ElementsAre("billing"));
  EXPECT_EQ(file.message, "create role that does not exist");
  EXPECT_EQ(file.problem, "");
}

TEST(Event, ARevisionFileWithAProblem) {
  const RevisionFile file = revision_file(json::parse(R"({
    "event": "revision-file", "file": "/srv/versions/0002.py", "revision": null, "revision_line": null,
    "problem": {"kind": "syntax-error", "message": "invalid syntax", "line": 13}})"));
  EXPECT_EQ(file.revision, "");
  EXPECT_EQ(file.revision_line, 0);
  EXPECT_EQ(file.problem, "syntax-error");
  EXPECT_EQ(file.problem_message, "invalid syntax");
  EXPECT_EQ(file.problem_line, 13);
}

const char* const failure_line = R"json({"event": "failure",
  "chain": [{"class": "sqlalchemy.exc.InternalError", "message": "(psycopg2...) aborted"},
            {"class": "psycopg2.errors.InFailedSqlTransaction", "message": "aborted"}],
  "sqlstate": "25P02", "severity": "ERROR", "primary": "aborted", "detail": "d", "hint": "h",
  "context": "c", "schema": "public", "table": "t", "column": "k", "datatype": "int",
  "constraint": "t_pkey", "statement": "SELECT 2",
  "first_error": {"sqlstate": "42704", "primary": "role \"x\" does not exist", "detail": null,
                  "statement": "GRANT x TO y"},
  "revision": "0002", "direction": "upgrade", "file": "/srv/versions/0002.py", "line": 18,
  "function": "upgrade", "code": "op.execute('SELECT 2')",
  "frames": [{"file": "/srv/env.py", "line": 11, "function": "<module>"},
             {"file": "/srv/versions/0002.py", "line": 18, "function": "upgrade"}],
  "traceback": "Traceback ...", "wall": "foreign-engine",
  "missing_variables": ["SECRET_KEY", "MAIL_TOKEN"], "missing_module": "geoalchemy2"})json";

TEST(Event, AFailureWithAllThatPostgresSaid) {
  const Failure facts = failure(json::parse(failure_line));
  ASSERT_EQ(facts.chain.size(), 2u);
  EXPECT_EQ(facts.chain[0].class_name, "sqlalchemy.exc.InternalError");
  EXPECT_EQ(facts.chain[1].message, "aborted");
  ASSERT_TRUE(facts.sql);
  EXPECT_EQ(facts.sql->sqlstate, "25P02");
  EXPECT_EQ(facts.sql->severity, "ERROR");
  EXPECT_EQ(facts.sql->primary, "aborted");
  EXPECT_EQ(facts.sql->detail + facts.sql->hint + facts.sql->context, "dhc");
  EXPECT_EQ(facts.sql->schema + "." + facts.sql->table + "." + facts.sql->column, "public.t.k");
  EXPECT_EQ(facts.sql->datatype, "int");
  EXPECT_EQ(facts.sql->constraint, "t_pkey");
  EXPECT_EQ(facts.sql->statement, "SELECT 2");
  ASSERT_TRUE(facts.first_sql);
  EXPECT_EQ(facts.first_sql->sqlstate, "42704");
  EXPECT_EQ(facts.first_sql->detail, "");
  EXPECT_EQ(facts.first_sql->statement, "GRANT x TO y");
}

TEST(Event, AFailureWithItsPlace) {
  const Failure facts = failure(json::parse(failure_line));
  EXPECT_EQ(facts.revision, "0002");
  EXPECT_EQ(facts.direction, "upgrade");
  EXPECT_EQ(facts.place.file, "/srv/versions/0002.py");
  EXPECT_EQ(facts.place.line, 18);
  EXPECT_EQ(facts.place.function, "upgrade");
  EXPECT_EQ(facts.place.code, "op.execute('SELECT 2')");
  ASSERT_EQ(facts.frames.size(), 2u);
  EXPECT_EQ(facts.frames[0].file, "/srv/env.py");
  EXPECT_EQ(facts.traceback, "Traceback ...");
  EXPECT_EQ(facts.wall, "foreign-engine");
  EXPECT_EQ(facts.missing_variables, (std::vector<std::string>{"SECRET_KEY", "MAIL_TOKEN"}));
  EXPECT_EQ(facts.missing_module, "geoalchemy2");
}

TEST(Event, AFailureWithoutSqlHasNone) {
  const Failure facts = failure(json::parse(
      R"({"event": "failure", "chain": [], "sqlstate": null, "primary": null, "file": null})"));
  EXPECT_FALSE(facts.sql);
  EXPECT_FALSE(facts.first_sql);
  EXPECT_EQ(facts.place.file, "");
}

TEST(Event, FactsOfAnotherTypeCountAsMissing) {
  const Failure facts = failure(json::parse(R"({"event": "failure", "chain": {"class": "X"},
    "sqlstate": 42704, "first_error": "no", "line": "12", "frames": "no", "revision": ["0002"]})"));
  EXPECT_THAT(facts.chain, IsEmpty());
  EXPECT_FALSE(facts.sql);
  EXPECT_FALSE(facts.first_sql);
  EXPECT_EQ(facts.place.line, 0);
  EXPECT_THAT(facts.frames, IsEmpty());
  EXPECT_EQ(facts.revision, "");
}

TEST(Event, EntriesOfAnotherTypeInAListAreNoFacts) {
  const Failure facts = failure(json::parse(
      R"({"event": "failure", "chain": ["X", null, 3, {"class": "ValueError"}], "frames": [null]})"));
  ASSERT_FALSE(facts.chain.empty());
  EXPECT_EQ(facts.chain.back().class_name, "ValueError");
  EXPECT_THAT(revision_file(json::parse(R"({"down_revisions": ["a", null, 3]})")).down_revisions,
              ElementsAre("a"));
}

TEST(Event, AStepThatPassed) {
  const StepResult result = after({
      R"({"event": "context", "version_table": "versions", "version_table_schema": "app"})",
      R"({"event": "current", "heads": []})",
      R"({"event": "revision-begin", "revision": "0001"})",
      R"({"event": "revision-end", "revision": "0001"})",
      R"({"event": "revision-end", "revision": "0002"})",
      R"({"event": "step-ended", "status": "passed"})",
  });
  EXPECT_TRUE(result.passed);
  EXPECT_EQ(result.end, StepEnd::told);
  EXPECT_THAT(result.applied, ElementsAre("0001", "0002"));
  EXPECT_THAT(result.heads, IsEmpty());
  EXPECT_EQ(result.version_table->name, "versions");
  EXPECT_EQ(result.version_table->schema, "app");
}

TEST(Event, TheVersionTableIsAlembicsOwnWhereNoneIsConfigured) {
  const auto table =
      after({R"({"event": "context", "version_table": null})"}).version_table.value();
  EXPECT_EQ(table.name, "alembic_version");
  EXPECT_EQ(table.schema, "");
}

TEST(Event, AStepThatFailed) {
  const StepResult result = after({failure_line, R"({"event": "step-ended", "status": "failed"})"});
  EXPECT_FALSE(result.passed);
  EXPECT_EQ(result.end, StepEnd::told);
  EXPECT_EQ(result.failure->sql->sqlstate, "25P02");
}

TEST(Event, AStepThatDiedSaysHow) {
  const auto words = [](const std::string& how) {
    const StepResult result = after({R"({"event": "step-ended", "status": "died", )" + how + "}"});
    EXPECT_FALSE(result.passed);
    EXPECT_EQ(result.end, StepEnd::died);
    return result.how_it_ended;
  };
  EXPECT_EQ(words(R"("exit_status": null, "signal": 9)"), "killed by signal 9 (SIGKILL)");
  EXPECT_EQ(words(R"("exit_status": 3, "signal": null)"), "exit status 3");
}

TEST(Event, HeadsAndRedirects) {
  const StepResult result = after({
      R"({"event": "heads", "heads": ["0003", "0002"]})",
      R"({"event": "connection", "driver": "psycopg2", "asked": "prod:5432/shop",
          "file": "/srv/env.py", "line": 9})",
  });
  EXPECT_THAT(result.heads, ElementsAre("0003", "0002"));
  ASSERT_EQ(result.redirects.size(), 1u);
  EXPECT_EQ(result.redirects[0].driver, "psycopg2");
  EXPECT_EQ(result.redirects[0].asked, "prod:5432/shop");
  EXPECT_EQ(result.redirects[0].place.line, 9);
}

TEST(Event, AnUnknownEventChangesNothing) {
  const StepResult result = after({R"({"event": "weather", "status": "passed"})"});
  EXPECT_FALSE(result.passed);
  EXPECT_EQ(result.end, StepEnd::not_run);
}

}  // namespace
}  // namespace gate
