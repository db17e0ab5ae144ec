#include "gate/pipeline/reproduce.h"

#include <gmock/gmock.h>

namespace gate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

Declaration shop() {
  Declaration tree;
  tree.title = "Shop";
  tree.database = "shop_ci";
  tree.directory = "/srv/shop/db";
  tree.alembic_ini = "/srv/shop/db/alembic.ini";
  tree.prerequisites = {{SeedRole{"shop_app"}, "", "0002", "create shop_app role"}};
  return tree;
}

// All steps up to `last` were run.
std::vector<std::string> lines(const Declaration& tree, std::size_t last = 99,
                               const ByHand& by_hand = {}) {
  const auto steps = plan(tree);
  std::vector<StepEvidence> seen;
  for (const PlannedStep& step : steps) {
    seen.push_back(not_run(step, tree));
    if (seen.size() <= last) seen.back().status = StepStatus::passed;
  }
  return reproduce(tree, steps, seen, by_hand);
}

TEST(Reproduce, FromAServerOfOnesOwnToTheLastStep) {
  EXPECT_THAT(
      lines(shop()),
      ElementsAre(
          "docker run -d --rm --name gate-by-hand -p 127.0.0.1:55432:5432 -e "
          "POSTGRES_HOST_AUTH_METHOD=trust -e POSTGRES_DB=shop_ci postgres:15",
          "until psql postgresql://postgres@127.0.0.1:55432/shop_ci -qc '' 2> /dev/null; do sleep "
          "1; done",
          "export DATABASE_URL=postgresql://postgres@127.0.0.1:55432/shop_ci", "cd /srv/shop/db",
          "psql postgresql://postgres@127.0.0.1:55432/shop_ci -c 'DO $$ BEGIN IF NOT EXISTS "
          "(SELECT FROM pg_roles WHERE rolname = '\\''shop_app'\\'') THEN CREATE ROLE "
          "\"shop_app\" NOLOGIN; END IF; END $$;'",
          "alembic upgrade head", "alembic heads", "alembic downgrade -1", "alembic upgrade head",
          "docker rm -f gate-by-hand"));
}

TEST(Reproduce, UsesTheLocalProgramsWhereTheGateDid) {
  const auto all = lines(shop(), 2, {"/venv/bin/alembic", "/pg/bin", "runuser -u postgres -- "});
  EXPECT_THAT(
      all, ElementsAre(
               "runuser -u postgres -- /pg/bin/initdb -D /tmp/gate-by-hand -U postgres -A trust",
               "runuser -u postgres -- /pg/bin/pg_ctl -D /tmp/gate-by-hand -l "
               "/tmp/gate-by-hand/log -w -o '-p 55432 -k /tmp' start",
               "psql postgresql://postgres@127.0.0.1:55432/postgres -c 'CREATE DATABASE "
               "\"shop_ci\"'",
               HasSubstr("export DATABASE_URL="), "cd /srv/shop/db", HasSubstr("CREATE ROLE"),
               "/venv/bin/alembic upgrade head",
               "runuser -u postgres -- /pg/bin/pg_ctl -D /tmp/gate-by-hand -m immediate stop; rm "
               "-rf /tmp/gate-by-hand"));
}

TEST(Reproduce, EndsWithTheStepThatFailed) {
  const auto all = lines(shop(), 2);
  EXPECT_EQ(all.at(all.size() - 2), "alembic upgrade head");
  EXPECT_EQ(all.back(), "docker rm -f gate-by-hand");
  EXPECT_THAT(all, testing::Not(Contains("alembic heads")));
}

TEST(Reproduce, WordsThatTheShellWouldReadAreQuoted) {
  Declaration tree = shop();
  tree.directory = "/srv/it's a shop";
  tree.alembic_ini = "/srv/it's a shop/my ini.ini";
  tree.environment = {{"EMPTY", ""}, {"GREETING", "$HOME `id`; rm -rf \"*\""}, {"PLAIN", "ci-1"}};
  tree.alembic_args = {"-x", "tenant=ci", "-x", "name=O'Hara & Co"};
  const auto all = lines(tree);
  EXPECT_THAT(all, Contains("cd '/srv/it'\\''s a shop'"));
  EXPECT_THAT(all, Contains("export EMPTY=''"));
  EXPECT_THAT(all, Contains("export GREETING='$HOME `id`; rm -rf \"*\"'"));
  EXPECT_THAT(all, Contains("export PLAIN=ci-1"));
  EXPECT_THAT(all, Contains("alembic -c 'my ini.ini' -x tenant=ci -x 'name=O'\\''Hara & Co' "
                            "upgrade head"));
}

TEST(Reproduce, WhatGateSetByItselfIsExported) {
  ByHand by_hand;
  by_hand.supplied.urls = {{"DATABASE_URL", "postgresql"}, {"SHOP_DSN", "postgresql+asyncpg"}};
  by_hand.supplied.parts = {{"DB_HOST", "host"}, {"DB_NAME", "database"}};
  const auto all = lines(shop(), 4, by_hand);
  EXPECT_THAT(all, Contains(HasSubstr("export DATABASE_URL=")).Times(1));
  EXPECT_THAT(all,
              Contains("export SHOP_DSN=postgresql+asyncpg://postgres@127.0.0.1:55432/shop_ci"));
  EXPECT_THAT(all, Contains("export DB_HOST=127.0.0.1"));
  EXPECT_THAT(all, Contains("export DB_NAME=shop_ci"));
}

TEST(Reproduce, AFlaskTreeByFlask) {
  Declaration tree = shop();
  tree.alembic_ini = tree.directory / "migrations/alembic.ini";
  ByHand by_hand;
  by_hand.flask = FlaskApplication{"shop:create_app", true, {}};
  const auto all = lines(tree, 4, by_hand);
  EXPECT_THAT(all, Contains("export FLASK_APP=shop:create_app"));
  EXPECT_THAT(all, Contains("flask db upgrade -- head"));
  EXPECT_THAT(all, Contains("flask db downgrade -- -1"));
  tree.alembic_ini = tree.directory / "db/alembic.ini";
  EXPECT_THAT(lines(tree, 4, by_hand), Contains("flask db upgrade -d db -- head"));
}

TEST(Reproduce, EveryUrlVariable) {
  Declaration tree = shop();
  tree.url_variables = {"DATABASE_URL", "SHOP_URL"};
  const auto all = lines(tree);
  EXPECT_THAT(all, Contains("export SHOP_URL=postgresql://postgres@127.0.0.1:55432/shop_ci"));
}

TEST(Reproduce, TheVersionThatItRanOn) {
  EXPECT_THAT(lines(shop(), 2, {"alembic", "", "", 13}).front(), HasSubstr(" postgres:13"));
}

TEST(Reproduce, AnIniOutsideTheDirectory) {
  Declaration tree = shop();
  tree.alembic_ini = "/srv/shop/config/alembic.ini";
  EXPECT_THAT(lines(tree), Contains("alembic -c ../config/alembic.ini upgrade head"));
}

TEST(Reproduce, ADatabasesNameIsEncodedInTheUrl) {
  Declaration tree = shop();
  tree.database = "shop ci#1";
  const auto all = lines(tree);
  EXPECT_THAT(all.front(), HasSubstr("-e POSTGRES_DB='shop ci#1'"));
  EXPECT_THAT(all,
              Contains("export DATABASE_URL=postgresql://postgres@127.0.0.1:55432/shop%20ci%231"));
}

}  // namespace
}  // namespace gate
