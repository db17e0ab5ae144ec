// The rows of a database as text, and by which columns they are known again.
//
// For tables of ordinary size: of one with more rows nothing is read, and it is named instead.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "gate/pipeline/rows/row_tables.h"

namespace gate {

struct TableRows {
  std::string oid;
  std::vector<std::string> columns;            // but generated ones
  std::vector<std::string> types;              // of the columns
  std::vector<std::vector<std::string>> keys;  // unique and not null; the primary key first
  std::vector<Row> rows;
};

struct RowSnapshot {
  std::map<std::string, TableRows> tables;  // by name as SQL has it
  std::vector<std::string> too_large;
};

// More rows than that are not compared.
constexpr std::size_t most_rows = 20000;

// Partitions count as rows of what they are partitions of; of those for which `wanted` does not
// hold the rows are left out there as well.
QueryOutcome<RowSnapshot> read_rows(Connection& connection,
                                    const std::function<bool(const RowTable&)>& wanted);

}  // namespace gate
