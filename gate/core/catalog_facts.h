// What PostgreSQL's catalog says of the objects that a failure concerns, read at the state in which
// the failing revision found it.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace gate {

// A function, cast or operator that an index expression uses.
struct FunctionFact {
  std::string signature;   // "now()", "date(timestamp with time zone)"
  std::string volatility;  // IMMUTABLE, STABLE, VOLATILE
};

// The table or view that was there already, against the one that was to be created.
struct TableComparison {
  std::string existing_kind;             // table, view, index, sequence, materialized view
  std::optional<bool> equal;             // nothing: could not be compared
  std::vector<std::string> differences;  // "column qty: integer before, numeric now"
};

// What a row of a table has to have, so that a prerequisite can be written that works.
struct RowNeeds {
  // Columns that are NOT NULL and have no default, each with a value of its type.
  std::vector<std::pair<std::string, std::string>> required;
  // The columns of the primary key, likewise, for a table without any other unique index.
  std::vector<std::pair<std::string, std::string>> key;
  std::vector<std::vector<std::string>> unique;  // the columns of each unique index
};

// The extension that has what a statement did not find.
struct ExtensionFact {
  std::string name;
  bool available = false;  // the server has its files
};

struct CatalogFacts {
  bool known = false;
  std::vector<std::string> roles;
  std::vector<FunctionFact> index_functions;
  std::optional<TableComparison> duplicate;
  // Of the foreign key that was violated: the table it refers to, with its schema where that is not
  // on the search path, and the columns in its order.
  std::string referenced_table;
  std::vector<std::string> referenced_columns;
  std::optional<ExtensionFact> extension;
  // Roles that a file of SQL names and nobody has made.
  std::vector<std::string> missing_roles;
  std::optional<RowNeeds> row;  // of the table in which a row was looked for
};

}  // namespace gate
