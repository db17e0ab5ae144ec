// Migrations in small, each with a downgrade that forgets (or loses) an object of one kind, and
// with an honest one: for every kind that the fingerprint of a schema knows.
//
// Plain SQL that can stand in a transaction, run by a superuser on PostgreSQL 15, each in an empty
// database. Roles are the cluster's: whoever runs several in one drops them in between.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "gate/core/schema.h"

namespace gate::test {

struct ForgottenObject {
  std::string name;   // of the case: letters, digits and dashes
  std::string setup;  // what an earlier revision has made
  std::string upgrade;
  std::string downgrade;  // forgets; often empty
  std::string honest_downgrade;
  // What has to be told of the schema before the upgrade against that after the downgrade.
  SchemaChange change = SchemaChange::added;
  std::string kind;
  std::string object;
  std::string attribute = {};
  std::string tolerance = {};
};

void PrintTo(const ForgottenObject& one, std::ostream* out);

std::vector<ForgottenObject> forgotten_objects();
// Its parts.
std::vector<ForgottenObject> forgotten_tables();
std::vector<ForgottenObject> forgotten_columns();
std::vector<ForgottenObject> forgotten_constraints();
std::vector<ForgottenObject> forgotten_types();
std::vector<ForgottenObject> forgotten_functions();
std::vector<ForgottenObject> forgotten_access();
std::vector<ForgottenObject> forgotten_comments();
std::vector<ForgottenObject> forgotten_rarities();

// The tables that most of them begin with.
inline const std::string orders_table =
    "CREATE TABLE orders (id integer PRIMARY KEY, total numeric(10,2) NOT NULL, note text);";

}  // namespace gate::test
