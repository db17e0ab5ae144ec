#include "gate/alembic/database_variables.h"

#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

std::string meaning(const std::string& name) {
  VariableRead read;
  read.name = name;
  return database_meaning(read);
}

VariableRead with_default(const std::string& name, const std::string& value) {
  VariableRead read;
  read.name = name;
  read.has_default = true;
  read.default_value = value;
  return read;
}

TEST(DatabaseVariables, NamesThatClearlyMeanAUrl) {
  for (const char* name :
       {"DATABASE_URL", "APP_DATABASE_URL", "DB_DSN", "SQLALCHEMY_DATABASE_URI", "POSTGRES_URL",
        "PG_DSN", "DB_CONNECTION_STRING", "DB_CONN_STR", "ALEMBIC_URL", "DATABASE_URL_ASYNC",
        "ASYNC_DATABASE_URL", "DBURL", "SHOP_DB_URI", "FLASK_SQLALCHEMY_DATABASE_URI",
        "database__url", "RAPTOR_MIGRATIONS_DB_URL"}) {
    EXPECT_EQ(meaning(name), "url") << name;
  }
}

TEST(DatabaseVariables, NamesThatClearlyMeanAPart) {
  for (const auto& [name, part] :
       std::map<std::string, std::string>{{"POSTGRES_HOST", "host"},
                                          {"DB_HOST_TEST", "host"},
                                          {"DATABASE_SERVER", "host"},
                                          {"DB_PORT", "port"},
                                          {"PG_USER", "user"},
                                          {"POSTGRES_USERNAME", "user"},
                                          {"DATABASE_PASSWORD", "password"},
                                          {"DB_PASS", "password"},
                                          {"DB_NAME", "database"},
                                          {"POSTGRES_DB", "database"},
                                          {"DBHOST", "host"},
                                          {"RDS_HOSTNAME", "host"},
                                          {"RDS_DB_NAME", "database"},
                                          {"SHOP_DB__PORT", "port"},
                                          {"DB_DRIVER", "scheme"}}) {
    EXPECT_EQ(meaning(name), part) << name;
  }
}

TEST(DatabaseVariables, NamesThatDoNot) {
  for (const char* name : {"SECRET_KEY",
                           "REDIS_URL",
                           "MONGO_DB_URL",
                           "CELERY_BROKER_URL",
                           "API_URL",
                           "HOST",
                           "PORT",
                           "USER",
                           "DB",
                           "DATABASE",
                           "DB_POOL_SIZE",
                           "DB_ECHO",
                           "SQLALCHEMY_TRACK_MODIFICATIONS",
                           "DB_SCHEMA",
                           "POSTGRES_PASSWORD_FILE",
                           "SMTP_PASSWORD",
                           "APP_NAME",
                           "MYSQL_DATABASE",
                           "URL",
                           ""}) {
    EXPECT_EQ(meaning(name), "") << name;
  }
}

TEST(DatabaseVariables, WhatBecomesOfItCountsBeforeItsName) {
  VariableRead read;
  read.name = "STORE";
  read.use = "url";
  EXPECT_EQ(database_meaning(read), "url");
  read.use = "";
  read.target = "SQLALCHEMY_DATABASE_URI";
  EXPECT_EQ(database_meaning(read), "url");
  read.name = "REDIS_URL";
  EXPECT_EQ(database_meaning(read), "");
  EXPECT_EQ(database_meaning(with_default("APP_DB", "sqlite:///app.db")), "url");
  EXPECT_EQ(database_meaning(with_default("STORE", "postgresql://localhost/shop")), "url");
  EXPECT_EQ(database_meaning(with_default("STORE", "https://store")), "");
}

TEST(DatabaseVariables, TheDefaultSaysWhichDriverTheCodeIsMadeFor) {
  const auto found = supplied(
      {with_default("A_DB_URL", "postgresql+asyncpg://localhost/shop"),
       with_default("B_DB_URL", "sqlite+aiosqlite:///b.db"),
       with_default("DB_DRIVER", "postgresql+psycopg"), with_default("DB_ENGINE", "sqlite")},
      Declaration{});
  EXPECT_THAT(found.urls,
              ElementsAre(Pair("A_DB_URL", "postgresql+asyncpg"), Pair("B_DB_URL", "postgresql")));
  EXPECT_THAT(found.parts, ElementsAre(Pair("DB_ENGINE", "scheme")));
}

TEST(DatabaseVariables, WhatIsDeclaredIsLeftAlone) {
  Declaration declaration;
  declaration.environment["DB_NAME"] = "mine";
  const auto found = supplied({with_default("DB_NAME", "")}, declaration);
  EXPECT_THAT(found.parts, IsEmpty());
  EXPECT_THAT(found.urls, IsEmpty());
}

}  // namespace
}  // namespace gate
