#include "gate/tree/tree_name.h"

#include <algorithm>

namespace gate {
namespace {

namespace fs = std::filesystem;

// Leaves room for "_ci" within PostgreSQL's 63 bytes.
constexpr std::size_t longest_tree_name = 60;

// Every alembic.ini in a folder of such a name belongs to the folder above.
bool says_nothing(const std::string& name) {
  return name == "alembic" || name == "db" || name == "database" || name == "src" ||
         name.ends_with("migration") || name.ends_with("migrations");
}

// Lower case, and a dash for what a name may not have.
std::string in_its_letters(const std::string& text) {
  std::string name;
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    const bool capital = c >= 'A' && c <= 'Z';
    name += capital ? static_cast<char>(c + 32) : letter ? c : '-';
  }
  return name;
}

}  // namespace

std::string tree_name_of(const fs::path& folder, const fs::path& repository, int folders) {
  std::string words;
  for (auto at = folder; folders > 0; at = at.parent_path()) {
    const bool top = at == repository || at == at.parent_path();
    if (top || !says_nothing(at.filename().string())) {
      words = at.filename().string() + (words.empty() ? "" : "-" + words);
      --folders;
    }
    if (top) break;
  }
  std::string name = in_its_letters(words);
  name.erase(0, std::min(name.find_first_not_of("_-"), name.size()));
  // As in a declaration: a letter first.
  if (name.empty()) name = "tree";
  if (name.front() >= '0' && name.front() <= '9') name = "tree-" + name;
  return name.substr(0, longest_tree_name);
}

}  // namespace gate
