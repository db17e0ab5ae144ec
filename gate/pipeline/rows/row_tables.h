// The tables of a database that hold rows of their own, and what a row of each has to satisfy.
//
// Ordinary tables and partitions that are none of an extension's; no foreign tables and no
// temporary ones. Sources: PostgreSQL manual, 53.7 "pg_attribute", 53.11 "pg_class", 53.13
// "pg_constraint".
#pragma once

#include <string>
#include <vector>

#include "gate/pipeline/rows/type_catalog.h"

namespace gate {

struct RowColumn {
  std::string name;
  TypeUse type;
  std::string type_name;  // "numeric(12,2)"
  bool not_null = false;
  bool generated = false;
  bool sequence = false;        // an identity, or a default from a sequence
  std::string next_value = {};  // of those: the expression that gives the next value
};

struct RowReference {
  std::string table;  // oid of the one referred to
  std::string table_name;
  std::vector<std::string> columns;
  std::vector<std::string> referenced;
};

struct RowTable {
  std::string oid;
  std::string name;
  std::string shown;                   // as SQL has it, with its schema: public.orders, app."User"
  bool partitioned = false;            // holds no rows itself
  std::vector<std::string> ancestors;  // oids of what it is a partition of
  std::vector<RowColumn> columns;
  std::vector<RowReference> references;
  std::vector<std::string> checks;  // expressions; the bounds of a partition are one

  const RowColumn* column(const std::string& wanted) const;
};

// By schema and name.
QueryOutcome<std::vector<RowTable>> read_row_tables(Connection& connection);

}  // namespace gate
