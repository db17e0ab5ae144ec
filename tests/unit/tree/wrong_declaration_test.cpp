// Every wrong declaration in tests/golden/declarations, held to the message beside it. To accept
// what is said now: GATE_UPDATE_GOLDEN=1, then git diff.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "gate/tree/declaration.h"
#include "tests/support/temporary_folder.h"

namespace gate {
namespace {

using test::TemporaryFolder;

namespace fs = std::filesystem;
const fs::path golden = GATE_SOURCE_DIR "/tests/golden/declarations";

std::string content(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<fs::path> files_in(const std::vector<std::string>& folders) {
  std::vector<fs::path> files;
  for (const auto& folder : folders) {
    for (const auto& entry : fs::directory_iterator(golden / folder)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string test_name(const testing::TestParamInfo<fs::path>& file) {
  auto name = file.param.stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

// A repository with what the declarations name, and the one given as seeds/raptor.json.
Result<Declaration> read(const TemporaryFolder& root, const std::string& declaration) {
  root.write("backend/alembic.ini", "[alembic]\nscript_location = alembic\n");
  root.write("seeds/console.json", "{}");
  return read_declaration(root.write("seeds/raptor.json", declaration), root.path());
}

class WrongDeclaration : public testing::TestWithParam<fs::path> {};

TEST_P(WrongDeclaration, IsOneMessage) {
  const TemporaryFolder root;
  const auto declaration = read(root, content(GetParam()));
  ASSERT_FALSE(declaration.has_value());
  const auto& error = declaration.error();
  EXPECT_EQ(error.code, ErrorCode::declaration);
  EXPECT_EQ(error.tree, "raptor");

  auto said = error.message + "\n" + error.hint + "\n";
  const auto folder = root.path().string();
  for (auto at = said.find(folder); at != std::string::npos; at = said.find(folder)) {
    said.replace(at, folder.size(), "<root>");
  }
  auto file = GetParam();
  file.replace_extension(".txt");
  if (std::getenv("GATE_UPDATE_GOLDEN") != nullptr) std::ofstream(file, std::ios::binary) << said;
  EXPECT_EQ(content(file), said);
}

INSTANTIATE_TEST_SUITE_P(Tree, WrongDeclaration,
                         testing::ValuesIn(files_in({"wrong", "wrong-beyond-schema"})), test_name);

class RightDeclaration : public testing::TestWithParam<fs::path> {};

TEST_P(RightDeclaration, IsRead) {
  const TemporaryFolder root;
  const auto declaration = read(root, content(GetParam()));
  EXPECT_TRUE(declaration.has_value()) << declaration.error().message;
}

INSTANTIATE_TEST_SUITE_P(Tree, RightDeclaration, testing::ValuesIn(files_in({"right"})), test_name);

}  // namespace
}  // namespace gate
