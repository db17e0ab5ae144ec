// Which values the columns of a row may have together: foreign keys and CHECK constraints that have
// columns in common, as one question to PostgreSQL.
//
// PostgreSQL itself decides what satisfies a constraint: the values to choose from are crossed and
// its own expressions are the WHERE. Nothing is written.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gate {

// A column and what to choose from, the most wanted first; nothing is NULL.
struct PuzzleColumn {
  std::string name;
  std::string type;  // "numeric(12,2)"
  bool not_null = false;
  std::vector<std::optional<std::string>> candidates;
};

// Columns that take their values from the rows of another table.
struct PuzzleReference {
  std::string table;  // quoted
  std::vector<std::string> columns;
  std::vector<std::string> referenced;
  bool may_be_null = false;
};

struct ValuePuzzle {
  std::string relation;  // unquoted name of the table: expressions may name it
  std::vector<PuzzleColumn> columns;
  std::vector<PuzzleReference> references;
  std::vector<std::string> conditions;  // expressions over the columns
};

// Gives rows of the columns' values as text, in the order of the columns, the most wanted first.
std::string puzzle_query(ValuePuzzle puzzle);

}  // namespace gate
