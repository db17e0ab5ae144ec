// What the Python driver read in the version files' source, before anybody understands the SQL in
// it (gate/alembic/driver/gate_operations.py). What is no literal there is empty here.
#pragma once

#include <string>
#include <vector>

#include "gate/core/operation.h"

namespace gate {

// One element of an index: a column, or an expression as SQL.
struct IndexElement {
  std::string column;
  std::string text;
};

// An `op.<call>(...)` or an executed SQL text.
struct SourceFact {
  std::string file;  // absolute
  int line = 0;
  int end_line = 0;
  std::string function;
  bool upgrading = true;
  bool conditional = false;
  std::string source;      // the call as written, at most 500 characters
  std::string call;        // "create_table"; empty for an executed SQL text
  std::string sql;         // the text
  bool unread = false;     // it is no literal; sql is then those in it, empty: could be anything
  bool iterated = false;   // its rows are gone through one by one
  std::string parameters;  // its parameters as JSON: an object by name, an array by place
  std::string schema;
  std::string table;
  std::string name;
  std::string new_name;
  std::vector<std::string> definitions;  // create_table: canonical texts
  std::vector<IndexElement> elements;
  std::string predicate;
  bool temporary = false;
  bool guarded = false;  // if_exists, if_not_exists, checkfirst
};

struct SourceFacts {
  std::vector<SourceFact> facts;  // by file, in the order written
  std::vector<RaiseSite> raises;
};

}  // namespace gate
