#include "gate/init/declared_trees.h"

#include "gate/tree/alembic_ini.h"
#include "gate/tree/declaration.h"
#include "gate/tree/json_reader.h"
#include "gate/tree/text_file.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

fs::path resolved(const fs::path& file) {
  std::error_code failed;
  const auto found = fs::weakly_canonical(file, failed);
  return failed ? file : found;
}

// As far as a file with mistakes in it says.
IniSection meant_by(const fs::path& file, const fs::path& root) {
  const auto text = read_text_file(file, file.string());
  if (!text) return {};
  const auto document = parse_json(*text, file.string());
  if (!document) return {};
  JsonReader::Trouble ignored;
  const JsonReader top(*document, ignored);
  const auto repository = top.at("repository");
  const auto ini = top.at("alembic_ini").text();
  const auto base = repository.there() ? root / repository.text() : root;
  return ini.empty() ? IniSection{} : IniSection{resolved(base / ini)};
}

}  // namespace

std::vector<DeclaredTree> declared_trees(const fs::path& root) {
  std::vector<DeclaredTree> trees;
  for (const fs::path& file : declaration_files(root)) {
    DeclaredTree tree{file, file.stem().string(), {}, {}};
    if (const auto declaration = read_declaration(file, root)) {
      tree.by = {resolved(declaration->alembic_ini), ini_section(declaration->alembic_args)};
    } else {
      tree.by = meant_by(file, root);
      tree.trouble = declaration.error().message;
    }
    trees.push_back(std::move(tree));
  }
  return trees;
}

}  // namespace gate
