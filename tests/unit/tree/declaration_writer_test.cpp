#include "gate/tree/declaration_writer.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "gate/tree/json_value.h"
#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

using test::TemporaryFolder;

// Held to the schema as well, by tests/integration/schema.
const char* const golden = GATE_SOURCE_DIR "/tests/golden/declarations/written.json";

class DeclarationWriterTest : public testing::Test {
 protected:
  DeclarationWriterTest() {
    folder.write("services/shop/config/alembic.ini", "[alembic]\nscript_location = migrations\n");
    folder.write("services/shop/migrations/env.py", "");
    folder.write("db/schema.sql", "SELECT 1;\n");
    least.tree = "shop";
    least.title = "Shop";
    least.root = least.repository = folder.path();
    least.file = folder.path() / "seeds/shop.json";
    least.alembic_ini = folder.path() / "services/shop/config/alembic.ini";
    least.directory = least.alembic_ini.parent_path();
    least.database = "shop_ci";
  }

  Declaration all_there_is() const {
    Declaration one = least;
    one.title = "The “shop”";
    one.directory = folder.path() / "services/shop";
    one.postgres = 14;
    one.watch = {"services/shop/migrations/**", "services/shop/plugins/billing/migrations/**",
                 "services/shop/plugins/catalog/migrations/**"};
    one.url_variables = {"DATABASE_URL", "SHOP_DATABASE_URL"};
    one.prerequisites = {
        {SeedExtension{"citext", ""}, "", "0001", "create citext extension"},
        {SeedExtension{"pg_trgm", "extensions"}, "", "0003+", "create pg_trgm extension"},
        {SeedSchema{"audit"}, "", "0002", "create audit schema"},
        {SeedRole{"shop_app"}, "", "0002+", "create shop_app role"},
        {SeedRow{"admins", {{"email", "a@b"}, {"left_at", std::nullopt}}, {"email"}}, "0003",
         "0004", "seed admins row"}};
    one.environment = {{"APP_ENV", "ci"}, {"SECRET_KEY", "<SECRET_KEY>"}};
    one.alembic_args = {"-n", "shop"};
    one.baseline = Baseline{folder.path() / "db/schema.sql", "db/schema.sql", "0001"};
    one.heads = {"billing", "catalog"};
    one.flask_app = "shop:create_app";
    one.python = folder.path() / "services/shop/venv/bin/python";
    one.timeout = std::chrono::seconds(120);
    one.sensitive_tables = {"audit_*"};
    one.contacts = {{"operator", "ops"}};
    return one;
  }

  Result<Declaration> read_back(const Declaration& one) {
    return read_declaration(folder.write("seeds/shop.json", declaration_text(one)), one.root);
  }

  TemporaryFolder folder;
  Declaration least;
};

TEST_F(DeclarationWriterTest, LeavesOutWhatIsTheDefaultAnyway) {
  EXPECT_EQ(declaration_text(least), R"({
  "$schema": "tree.schema.json",
  "tree": "shop",
  "alembic_ini": "services/shop/config/alembic.ini",
  "database": "shop_ci",
  "url_variables": ["DATABASE_URL"]
}
)");
}

TEST_F(DeclarationWriterTest, AllThereIsComesOutInTheOrderOfTheSchema) {
  const auto text = declaration_text(all_there_is());
  if (std::getenv("GATE_UPDATE_GOLDEN") != nullptr) std::ofstream(golden) << text;
  std::ifstream stream(golden);
  EXPECT_EQ(text, std::string(std::istreambuf_iterator<char>(stream), {}));
}

TEST_F(DeclarationWriterTest, ReadingGivesTheSameBack) {
  const auto one = all_there_is();
  const auto back = read_back(one);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(declaration_text(*back), declaration_text(one));
  EXPECT_EQ(back->directory, one.directory);
  EXPECT_EQ(back->python, one.python);
  EXPECT_EQ(back->environment, one.environment);
  ASSERT_EQ(back->prerequisites.size(), 5U);
  const auto& row = std::get<SeedRow>(back->prerequisites[4].what);
  EXPECT_EQ(row.values, std::get<SeedRow>(one.prerequisites[4].what).values);
  ASSERT_TRUE(back->baseline);
  EXPECT_EQ(back->baseline->revision, "0001");
}

TEST_F(DeclarationWriterTest, TextsThatNeedEscapingComeBackAsTheyWere) {
  least.environment = {{"QUOTED", "a \"b\" \\ c\n\t\x01 é"}};
  const auto back = read_back(least);
  ASSERT_TRUE(back) << back.error().message;
  EXPECT_EQ(back->environment, least.environment);
}

TEST(JsonTextTest, IsUtf8) {
  EXPECT_TRUE(is_json_text("Grüße – 表"));
  EXPECT_TRUE(is_json_text(""));
  EXPECT_FALSE(is_json_text("caf\xe9"));
  EXPECT_FALSE(is_json_text("\xff/alembic.ini"));
}

}  // namespace
}  // namespace gate
