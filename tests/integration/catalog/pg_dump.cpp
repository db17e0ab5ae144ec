#include "tests/integration/catalog/pg_dump.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "gate/postgres/binaries.h"

namespace gate::test {
namespace {

void add_only_in(const std::vector<std::string>& one, const std::vector<std::string>& other,
                 char sign, std::string& told) {
  std::vector<std::string> only;
  std::set_difference(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(only));
  for (const std::string& statement : only) told += sign + statement;
}

// pg_dump 15.14 and later fence the script with a random word.
bool says_nothing(const std::string& line) {
  return line.empty() || line.starts_with("--") || line.starts_with("\\");
}

}  // namespace

std::filesystem::path pg_dump_program(int major_version) {
  ServerOptions options;
  options.declared_version = major_version;
  const auto binaries = find_binaries(options, own_environment());
  if (!binaries || !std::filesystem::exists(binaries->folder / "pg_dump")) return {};
  return binaries->folder / "pg_dump";
}

std::vector<std::string> pg_dump(const std::filesystem::path& program, const ConnectionFacts& facts,
                                 const Lifeline& lifeline, const Interrupt& interrupt) {
  Command command;
  command.argv = {program, "--schema-only", "--create", "--exclude-table=*.alembic_version"};
  command.environment = {"PGHOST=" + facts.host, "PGPORT=" + std::to_string(facts.port),
                         "PGUSER=" + facts.user, "PGPASSWORD=" + facts.password,
                         "PGDATABASE=" + facts.database};
  command.output_limit = std::size_t{16} << 20;
  const auto done = run(command, lifeline, Deadline(std::chrono::minutes(1)), interrupt);
  EXPECT_TRUE(done && done->status.success())
      << (done ? done->standard_error : done.error().message);
  std::vector<std::string> statements;
  if (!done) return statements;
  std::istringstream lines(done->standard_output);
  std::string statement;
  for (std::string line; std::getline(lines, line);) {
    if (says_nothing(line)) continue;
    statement += line + "\n";
    if (!line.ends_with(";")) continue;
    statements.push_back(std::move(statement));
    statement.clear();
  }
  std::sort(statements.begin(), statements.end());
  return statements;
}

std::string dump_differences(const std::vector<std::string>& before,
                             const std::vector<std::string>& after) {
  std::string told;
  add_only_in(before, after, '-', told);
  add_only_in(after, before, '+', told);
  return told;
}

}  // namespace gate::test
