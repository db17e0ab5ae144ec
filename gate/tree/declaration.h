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

struct SeedExtension {
  std::string name;
  std::string schema;  // empty: where PostgreSQL puts it
};

struct SeedSchema {
  std::string name;
};

// What no other kind can say, in SQL of the user's own; it has to be safe to run twice.
struct SeedFile {
  std::filesystem::path file;
  std::string shown;  // as declared
  std::string sql;    // the file's text
};

struct Prerequisite {
  std::variant<SeedRow, SeedRole, SeedExtension, SeedSchema, SeedFile> what;
  std::string after;        // revision (or unique prefix) it must follow; empty: before the first
  std::string required_by;  // revision that needs it, as declared: "0002+"
  std::string label;        // "create raptor_app role"
};

// The schema that a tree starts from, where its first revision expects tables made elsewhere.
struct Baseline {
  std::filesystem::path file;  // SQL, such as a plain dump of pg_dump's
  std::string shown;           // as declared
  std::string revision;        // the one to stamp (or a unique prefix of it)
};

// A revision that has no way back, on purpose.
struct Irreversible {
  std::string revision;  // or a unique prefix of it
  std::string reason;
  std::string reference;  // empty: none
};

struct Declaration {
  std::string tree;                  // "raptor"
  std::string title;                 // "Raptor"
  std::filesystem::path file;        // the declaration itself; empty for --ini
  std::filesystem::path root;        // the folder paths are relative to (holds seeds/)
  std::filesystem::path repository;  // root, or the folder below it that is named
  std::filesystem::path alembic_ini;
  std::filesystem::path directory;  // where `alembic` is run
  std::optional<int> postgres;      // the major version; none: 15, or what the user named
  std::vector<std::string> watch;
  std::string database;
  std::vector<std::string> url_variables{"DATABASE_URL"};
  std::vector<Prerequisite> prerequisites;
  std::map<std::string, std::string> environment;
  std::vector<std::string> alembic_args;
  std::optional<Baseline> baseline;
  std::vector<std::string> heads;  // branch labels that are heads by design; empty: one head
  std::string flask_app;           // "app:create_app()" as FLASK_APP has it; empty: look for it
  std::filesystem::path python;    // empty: look for it
  std::optional<std::chrono::seconds> timeout;
  std::vector<std::string> sensitive_tables;  // patterns with * and ?: "audit_*"
  std::vector<Irreversible> irreversible;
  std::vector<std::string> strict;              // what is no mere note here: "column-order"
  std::map<std::string, std::string> contacts;  // by owner: "operator" -> how to reach them
};

// The nearest folder from `start` upward that holds seeds/; an Error (declaration) when none does.
Result<std::filesystem::path> find_root(const std::filesystem::path& start);
// The files of root/seeds that are declarations, by name; none where there is no such folder.
std::vector<std::filesystem::path> declaration_files(const std::filesystem::path& root);
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
