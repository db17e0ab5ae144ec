// The values that a row of a table may have, found out from the catalog and by asking PostgreSQL.
//
// Works inside of a transaction that the caller has begun, and writes nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gate/pipeline/rows/column_candidates.h"
#include "gate/pipeline/rows/row_tables.h"
#include "gate/pipeline/rows/value_puzzle.h"

namespace gate {

// Values by column; nothing is NULL. A column that is not there takes its default.
using RowDraft = std::map<std::string, std::optional<std::string>>;

// Columns whose values depend on each other, and the sets of values that they may have.
struct ColumnGroup {
  std::vector<std::string> columns;
  std::vector<Row> answers;  // the most wanted first
};

// How a table is to be filled.
struct FillingRules {
  // References that are not to be followed: their columns are NULL.
  std::vector<const RowReference*> left_null;
  bool own_sequences = false;  // values of our own for columns that have a sequence
};

class RowValues {
 public:
  RowValues(Connection& connection, const TypeCatalog& types)
      : connection_(connection), types_(types) {}

  // What the constraints of the table say together, as it and the tables it refers to are now. A
  // group without answers: nothing was found that satisfies them.
  std::vector<ColumnGroup> groups(const RowTable& table, const FillingRules& rules);
  // Columns that no group has: the n-th value of their type. Nothing where none is known.
  std::optional<std::string> plain(const RowColumn& column, std::size_t n);

 private:
  std::vector<Row> solve(const ValuePuzzle& puzzle);
  std::vector<std::string> read_literal(const std::string& text, const std::string& type_name);
  void learn_domains(const TypeUse& type, int depth);
  PuzzleColumn choices(const RowColumn& column, const CheckHints& hints, std::size_t ordinary);

  Connection& connection_;
  const TypeCatalog& types_;
  DomainValues domains_;
  std::map<std::pair<std::string, std::string>, std::vector<std::string>> literals_;
};

}  // namespace gate
