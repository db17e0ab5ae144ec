// Which verdict and exit code a report comes to: the interface that CI relies on.
#include "gate/core/report.h"

#include <gtest/gtest.h>

namespace gate {
namespace {

Finding finding(Severity severity) {
  Finding one;
  one.severity = severity;
  return one;
}

Report report(std::vector<Verdict> verdicts, std::vector<ErrorCode> errors) {
  Report made;
  for (const auto verdict : verdicts) made.trees.emplace_back().verdict = verdict;
  for (const auto code : errors) made.errors.emplace_back().code = code;
  conclude(made);
  return made;
}

TEST(ReportTest, NotesAloneLeaveAPass) {
  EXPECT_EQ(verdict_of({}), Verdict::pass);
  EXPECT_EQ(verdict_of({finding(Severity::note)}), Verdict::pass);
  for (const auto severity : {Severity::warning, Severity::error, Severity::sev2}) {
    EXPECT_EQ(verdict_of({finding(Severity::note), finding(severity)}), Verdict::fail);
  }
}

TEST(ReportTest, TheWorstTreeDecides) {
  EXPECT_EQ(report({}, {}).verdict, Verdict::pass);
  EXPECT_EQ(report({Verdict::pass, Verdict::fail}, {}).verdict, Verdict::fail);
  EXPECT_EQ(report({Verdict::error, Verdict::fail}, {}).verdict, Verdict::error);
  EXPECT_EQ(report({Verdict::pass}, {ErrorCode::no_server}).verdict, Verdict::error);
}

TEST(ReportTest, ExitCodes) {
  EXPECT_EQ(exit_code(report({Verdict::pass}, {})), ExitCode::pass);
  EXPECT_EQ(exit_code(report({Verdict::fail}, {})), ExitCode::findings);
  EXPECT_EQ(exit_code(report({Verdict::fail}, {ErrorCode::no_server})), ExitCode::environment);
  EXPECT_EQ(exit_code(report({}, {ErrorCode::wrong_database})), ExitCode::environment);
  EXPECT_EQ(exit_code(report({}, {ErrorCode::infrastructure, ErrorCode::declaration})),
            ExitCode::usage);
  EXPECT_EQ(exit_code(report({}, {ErrorCode::internal, ErrorCode::usage})), ExitCode::internal);
  EXPECT_EQ(exit_code(report({Verdict::fail}, {ErrorCode::interrupted, ErrorCode::internal})),
            ExitCode::interrupted);
}

TEST(ReportTest, WordsOfTheInterface) {
  EXPECT_EQ(slug(ErrorCode::no_interpreter), "no-interpreter");
  EXPECT_EQ(slug(ErrorCode::wrong_database), "wrong-database");
  EXPECT_EQ(to_string(Severity::sev2), "sev-2");
  EXPECT_EQ(to_string(Owner::feature_dev), "feature-dev");
  EXPECT_EQ(to_string(Owner::operator_), "operator");
}

}  // namespace
}  // namespace gate
