// The types of a database, as far as it takes to make values of them.
//
// Sources: PostgreSQL manual, 53.64 "pg_type", 53.20 "pg_enum", 53.40 "pg_range".
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "gate/postgres/connection.h"

namespace gate {

// A type with its modifier: what a column, a field or a domain's base is declared as.
struct TypeUse {
  std::string oid;
  int modifier = -1;  // pg_attribute.atttypmod
};

struct SqlType {
  std::string name;                 // typname: "int4"
  char kind = 'b';                  // typtype: base, composite, domain, enum, range, multirange
  char category = 'X';              // typcategory
  TypeUse element;                  // of an array; with an empty oid none
  TypeUse base;                     // of a domain
  std::string base_name;            // of a domain: "numeric(12,2)"
  std::string subtype;              // oid; of ranges and multiranges
  std::vector<std::string> labels;  // of an enum, in order
  std::vector<TypeUse> fields;      // of a composite, in order
  std::vector<std::string> checks;  // of a domain: expressions over VALUE
};

// By oid.
using TypeCatalog = std::map<std::string, SqlType>;

QueryOutcome<TypeCatalog> read_types(Connection& connection);

}  // namespace gate
