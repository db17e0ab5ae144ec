// gate init and what a tree reads of its environment: variables, an application, never a secret.
#include <gmock/gmock.h>

#include "tests/support/sandbox.h"

namespace gate::test {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

const char* const settings = R"(import os
from pydantic import BaseSettings

class Settings(BaseSettings):
    shop_database_url: str
    secret_key: str
    debug: bool = False

API_TOKEN = os.environ["API_TOKEN"]
REGION = os.getenv("REGION", "eu")
if "PROXY" in os.environ:
    PROXY = os.environ["PROXY"]
)";

class InitEnvironment : public testing::Test {
 protected:
  InitEnvironment() {
    sandbox.make_tree();
    sandbox.migration("0001", "", "pass");
    sandbox.write("db/settings.py", settings);
    sandbox.write("db/migrations/env.py", "from settings import Settings\n");
    sandbox.write("db/.env", "SECRET_KEY=hunter2\nAPI_TOKEN=hunter2\n");
    std::filesystem::create_directory(sandbox.path() / "shop");
    std::filesystem::rename(sandbox.path() / "db", sandbox.path() / "shop/db");
  }

  Sandbox sandbox;
};

TEST_F(InitEnvironment, WhatItCannotDoWithoutGetsAPlaceholder) {
  const auto outcome = sandbox.gate_as_is({"init"}, {{"API_TOKEN", "hunter2"}});
  EXPECT_EQ(outcome.code, 0) << outcome.out << outcome.err;
  const auto text = read_file(sandbox.path() / "seeds/shop.json");
  const auto declared = json::parse(text);
  EXPECT_EQ(declared["url_variables"], json::parse(R"(["SHOP_DATABASE_URL"])"));
  EXPECT_EQ(declared["environment"],
            json::parse(R"({"API_TOKEN": "<API_TOKEN>", "SECRET_KEY": "<SECRET_KEY>"})"));
  EXPECT_THAT(text, Not(HasSubstr("hunter2")));
  EXPECT_THAT(outcome.out, Not(HasSubstr("hunter2")));
  EXPECT_THAT(outcome.out, HasSubstr("  shop: shop/db/settings.py:9 reads API_TOKEN and has no "
                                     "default for it; seeds/shop.json holds the placeholder "
                                     "<API_TOKEN>: put in a value that may be committed.\n"));
}

}  // namespace
}  // namespace gate::test
