#include "gate/log/database_error.h"

#include <gtest/gtest.h>

#include "gate/log/server_phrases.h"
#include "gate/log/sub_select.h"

namespace gate {
namespace {

constexpr const char* sqlalchemy = "sqlalchemy.exc.ProgrammingError";

TEST(DatabaseError, EveryDriversFormOfOneError) {
  const ExceptionLink links[] = {
      {"psycopg2.errors.UndefinedObject", "role \"app\" does not exist"},
      {"psycopg2.errors.UndefinedObject", "FEHLER:  role \"app\" does not exist"},
      {"psycopg.errors.UndefinedObject", "role \"app\" does not exist\nLINE 1: GRANT"},
      {"asyncpg.exceptions.UndefinedObjectError", "role \"app\" does not exist"},
      {sqlalchemy, "(psycopg2.errors.UndefinedObject) role \"app\" does not exist"},
      {sqlalchemy,
       "(sqlalchemy.dialects.postgresql.asyncpg.ProgrammingError) <class "
       "'asyncpg.exceptions.UndefinedObjectError'>: role \"app\" does not exist"},
      {sqlalchemy,
       "(pg8000.dbapi.ProgrammingError) {'S': 'ERROR', 'V': 'ERROR', 'C': '42704', 'M': 'role "
       "\"app\" does not exist', 'F': 'acl.c'}"},
      {"pg8000.core.ProgrammingError",
       "('ERROR', '42704', 'role \"app\" does not exist', 'acl.c')"},
      {sqlalchemy,
       "(raised as a result of Query-invoked autoflush; consider using a block)\n"
       "(psycopg2.errors.UndefinedObject) role \"app\" does not exist"},
  };
  for (const ExceptionLink& link : links) {
    const auto error = database_error(link);
    ASSERT_TRUE(error) << link.message;
    EXPECT_EQ(error->sqlstate, "42704") << link.message;
    EXPECT_EQ(error->primary, "role \"app\" does not exist") << link.message;
  }
}

TEST(DatabaseError, OlderPsycopg2SaysNoSqlstate) {
  const auto error = database_error({"psycopg2.ProgrammingError", "role \"app\" does not exist\n"});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->sqlstate, "");
  EXPECT_EQ(error->primary, "role \"app\" does not exist");
}

TEST(DatabaseError, ALoginThatWasRefusedIsFatal) {
  const auto error =
      database_error({"psycopg2.OperationalError",
                      "connection to server at \"::1\", port 5432 failed: FATAL:  role \"app\" "
                      "does not exist\n"});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->severity, "FATAL");
  EXPECT_EQ(error->primary, "role \"app\" does not exist");
}

TEST(DatabaseError, DetailAndHintAreFieldsOfTheirOwn) {
  const auto error = database_error({"psycopg2.errors.ForeignKeyViolation",
                                     "insert or update violates\nDETAIL:  Key (id)=(7) is not "
                                     "present in table \"t1\".\nHINT:  look"});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->primary, "insert or update violates");
  EXPECT_EQ(error->detail, "Key (id)=(7) is not present in table \"t1\".");
  EXPECT_EQ(error->hint, "look");
}

TEST(DatabaseError, OthersAreNone) {
  EXPECT_FALSE(database_error({"RuntimeError", "role \"app\" does not exist"}));
  EXPECT_FALSE(database_error({"sqlalchemy.exc.NoResultFound", "No row was found"}));
  EXPECT_FALSE(database_error({"", ""}));
}

struct Said {
  const char* message;
  ServerPhrase phrase;
  const char* subject;
};

TEST(ServerPhrases, InTheLanguagesThatPostgresShips) {
  const Said all[] = {
      {"role \"app\" does not exist", ServerPhrase::role_missing, "app"},
      {"role \"a \"\" b\" does not exist", ServerPhrase::role_missing, "a \"\" b"},
      {"Rolle »app« existiert nicht", ServerPhrase::role_missing, "app"},
      {"le rôle « app » n'existe pas", ServerPhrase::role_missing, "app"},
      {"le rôle «\u00A0app\u00A0» n'existe pas", ServerPhrase::role_missing, "app"},
      {"ロール\"app\"は存在しません", ServerPhrase::role_missing, "app"},
      {"роль \"app\" не существует", ServerPhrase::role_missing, "app"},
      {"relation 'orders' already exists", ServerPhrase::relation_exists, "orders"},
      {"relation \u2018orders\u2019 already exists", ServerPhrase::relation_exists, "orders"},
      {"Key (id)=(7) is not present in table \"t1\".", ServerPhrase::key_not_present, "t1"},
      {"functions in index predicate must be marked IMMUTABLE", ServerPhrase::index_not_immutable,
       ""},
      {"functions in partition key expression must be marked IMMUTABLE", ServerPhrase::none, ""},
      {"generation expression is not immutable", ServerPhrase::none, ""},
      {"type \"mood\" does not exist", ServerPhrase::none, ""},
      {"the role \"app\" does not exist", ServerPhrase::none, ""},
      {"role \"app\" does not exist, skipping", ServerPhrase::none, ""},
      {"", ServerPhrase::none, ""},
  };
  for (const Said& one : all) {
    const PhraseMatch match = phrase_in(one.message);
    EXPECT_EQ(match.phrase, one.phrase) << one.message;
    if (one.phrase != ServerPhrase::none) {
      EXPECT_EQ(match.subject, one.subject) << one.message;
    }
  }
}

TEST(SubSelect, OnlyForTheColumnAsked) {
  const char* insert = "INSERT INTO t (a, b) VALUES (1, (SELECT id FROM o WHERE n = 'x,)('))";
  EXPECT_TRUE(has_sub_select_for(insert, "b"));
  EXPECT_FALSE(has_sub_select_for(insert, "a"));
  EXPECT_FALSE(has_sub_select_for(insert, "c"));
  EXPECT_TRUE(has_sub_select_for("update t set b=(select 1)", "b"));
  EXPECT_FALSE(has_sub_select_for("UPDATE t SET b = 1 WHERE a = (SELECT 2)", "b"));
  EXPECT_FALSE(has_sub_select_for("INSERT INTO t (a, b) VALUES (1, (SEL", "b"));
  EXPECT_FALSE(has_sub_select_for("", "b"));
}

}  // namespace
}  // namespace gate
