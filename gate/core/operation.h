// What a migration's source says it does: one value per operation, in the order written.
//
// Read with Python's ast and PostgreSQL's own parser, never by running it. What is not a literal in
// the source is left out rather than guessed at; `Operation::conditional` says what may not happen.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gate {

enum class OperationKind {
  create_table,
  drop_table,
  rename_table,
  alter_table,  // any other change to a table: a column, a constraint, an owner
  create_view,
  drop_view,
  create_index,
  drop_index,
  create_role,
  drop_role,
  use_role,  // GRANT, REVOKE, OWNER TO, SET ROLE, POLICY ... TO: fails where the role is missing
  look_up,   // rows are read
  insert,
  change_rows,  // UPDATE, DELETE, TRUNCATE
  create_function,
  create_extension,
  create_schema,
  create_type,
  create_sequence,
  drop_schema,
  end_transaction,  // COMMIT or ROLLBACK, whose name it has
  set_search_path,  // names without a schema may mean others from here on
  unread,           // reaches the database and is no literal: may be any of these
};

// "email = 'kris@moosequest.net'" of a lookup; no value where the source does not say it.
struct ColumnValue {
  std::string column;
  std::optional<std::string> value;
  bool operator==(const ColumnValue&) const = default;
};

struct Operation {
  OperationKind kind = OperationKind::alter_table;
  std::string revision;
  std::string file;  // absolute
  int line = 0;
  int end_line = 0;          // of the call
  std::string function;      // upgrade, downgrade, or a helper's name
  bool upgrading = true;     // reached from upgrade(); else from downgrade()
  bool conditional = false;  // in a branch, loop or try (of Python or PL/pgSQL), IF [NOT] EXISTS
  bool guarded = false;      // conditional by IF [NOT] EXISTS alone
  bool deferred = false;     // in the body of a function that is only defined there
  std::string schema;        // as written; empty where none is; pg_temp of a temporary table
  std::string name;          // the table, view, index, role, function, type, schema or extension
  std::string new_name;      // rename_table; with its schema where that is new
  std::string table;         // of an index; the partitioned or inherited one of create_table
  std::vector<std::string> columns;    // create_table: canonical definitions, in order
  std::string expression;              // create_index: its predicate and expressions
  std::vector<std::string> functions;  // called in it: "now", "lower"
  std::vector<ColumnValue> wanted;     // look_up: the values its WHERE asks for
  std::string feeds;                   // look_up: the table whose rows are made of what it finds
  bool scalar = false;                 // look_up: a sub-select whose one value is used
  bool iterated = false;               // look_up: its rows are gone through one by one
  std::string statement;               // the SQL, or the op call, as written; unread: its literals
};

// A `raise` or assert of the migration's own, or a fetch that fails without a row, and the lookups
// whose results decide about it: read from the names its conditions test.
struct RaiseSite {
  std::string file;
  int line = 0;
  int end_line = 0;
  std::vector<int> lookup_lines;  // every line they span: interpreters name different ones
  bool when_missing = false;      // it is reached where a lookup finds nothing
  bool implied = false;           // no raise: Python stumbles where a part is taken of nothing
};

}  // namespace gate
