// A tree's declaration (seeds/<tree>.json) as typed values.
//
// Reading accepts exactly what seeds/tree.schema.json describes; every wrong file is one Error
// (declaration) with file, JSON pointer, what was found and what was expected. Paths are absolute
// once read. Nothing here touches a database.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "gate/core/error.h"

namespace gate {

// A row that production has and an empty database lacks.
struct SeedRow {
  std::string table;                                                       // "admins", "app.admins"
  std::vector<std::pair<std::string, std::optional<std::string>>> values;  // column, value or null
  std::vector<std::string> conflict;                                       // ON CONFLICT columns
};

// A role without login and without rights of its own.
struct SeedRole {
  std::string name;
};

struct Prerequisite {
  std::variant<SeedRow, SeedRole> what;
  std::string after;        // revision (or unique prefix) it must follow; empty: before the first
  std::string required_by;  // revision that needs it, as declared: "0002+"
  std::string label;        // "create raptor_app role"
};

struct Declaration {
  std::string tree;                  // "raptor"
  std::string title;                 // "Raptor"
  std::filesystem::path file;        // the declaration itself; empty for --ini
  std::filesystem::path root;        // the folder paths are relative to (holds seeds/)
  std::filesystem::path repository;  // root, or the folder below it that is named
  std::filesystem::path alembic_ini;
  std::filesystem::path directory;  // where `alembic` is run
  int postgres = 15;
  std::vector<std::string> watch;
  std::string database;
  std::vector<std::string> url_variables{"DATABASE_URL"};
  std::vector<Prerequisite> prerequisites;
  std::map<std::string, std::string> environment;
  std::vector<std::string> alembic_args;
  std::filesystem::path python;  // empty: look for it
  std::optional<std::chrono::seconds> timeout;
  std::vector<std::string> sensitive_tables;    // patterns with * and ?: "audit_*"
  std::map<std::string, std::string> contacts;  // by owner: "operator" -> how to reach them
};

// The nearest folder from `start` upward that holds seeds/; an Error (declaration) when none does.
Result<std::filesystem::path> find_root(const std::filesystem::path& start);
// Every declaration below root/seeds (*.json but tree.schema.json), by name.
Result<std::vector<Declaration>> read_declarations(const std::filesystem::path& root);
// One file.
Result<Declaration> read_declaration(const std::filesystem::path& file,
                                     const std::filesystem::path& root);
// Those named, in the order declared; an Error (usage) lists the known ones for an unknown name.
Result<std::vector<Declaration>> select_trees(const std::vector<Declaration>& all,
                                              const std::vector<std::string>& names);
// A tree straight from its alembic.ini, without a declaration (--ini).
Result<Declaration> declaration_from_ini(const std::filesystem::path& ini);
// Whether a tree's alembic.ini leads to migrations: an [alembic] section whose script_location is
// a folder with an env.py. Asked once, before a server is started.
Result<void> check_alembic_ini(const Declaration& declaration);

}  // namespace gate
