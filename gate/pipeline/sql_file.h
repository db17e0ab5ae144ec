// Files of SQL that a declaration names (the baseline, prerequisites): read, and run as psql would
// run them, statement by statement with the rows of each COPY.
//
// What is wrong with a file itself is an Error (declaration) before any server is needed; what
// PostgreSQL refuses of it is told with its line. It runs a file on the connection it is given and
// puts nothing back: settings that the file makes are that connection's.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/pipeline/own_connection.h"
#include "gate/tree/declaration.h"

namespace gate {

// A statement of a file that PostgreSQL refused.
struct SqlFileFailure {
  QueryFailure failure;
  int line = 0;
  std::string statement;  // its beginning, where it is long
};

// The text, where it is SQL that gate can run. `shown`: the file as declared, for the messages.
Result<std::string> read_sql(const std::filesystem::path& file, const std::string& shown);

// Whether every file that the declaration names is SQL that gate can run.
Result<void> check_sql_files(const Declaration& declaration);

// Runs it to its end or to the first statement that is refused; nothing where all went well.
// Settings that this PostgreSQL does not know are passed over, as psql does, and so is a CREATE
// SCHEMA public, which every database has.
std::optional<SqlFileFailure> run_sql(Connection& connection, std::string_view text);

// The roles that the file names and that neither it nor the server has.
std::vector<std::string> missing_roles(std::string_view text, OwnConnection& connection);

// As evidence of a step: PostgreSQL's words, and the place in the file.
Failure failure_in_file(const SqlFileFailure& failure, const std::filesystem::path& file);

}  // namespace gate
