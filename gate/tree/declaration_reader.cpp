#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <system_error>

#include "gate/core/schema.h"
#include "gate/tree/declaration.h"
#include "gate/tree/default_title.h"
#include "gate/tree/field.h"
#include "gate/tree/json_reader.h"
#include "gate/tree/prerequisite_reader.h"
#include "gate/tree/text_file.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// What is a note only, unless it is named here (core/schema.h).
constexpr std::array strictnesses{column_order, extension_left, enum_value_left,
                                  role_left,    grant_restored, std::string_view("model-drift")};

bool is_strictness(std::string_view word) {
  return std::find(strictnesses.begin(), strictnesses.end(), word) != strictnesses.end();
}

// Before 10 PostgreSQL counted its versions otherwise; far above is a slip of the finger.
constexpr int oldest_postgres = 10;
constexpr int newest_postgres = 99;
constexpr int longest_timeout = 24 * 60 * 60;

std::string shown(const fs::path& file, const fs::path& root) {
  const auto relative = file.lexically_normal().lexically_relative(root.lexically_normal());
  return relative.empty() || *relative.begin() == ".." ? file.string() : relative.string();
}

void read_identity(const JsonReader& top, Declaration& declaration) {
  const auto tree = top.at("tree");
  const auto stem = declaration.file.stem().string();
  declaration.tree = tree_name(tree);
  if (declaration.tree != stem) {
    std::error_code ignored;
    const auto other = declaration.tree + ".json";
    const bool twice = fs::exists(declaration.file.parent_path() / other, ignored);
    tree.unexpected(fmt::format("\"{}\", as the file is named", stem),
                    twice ? fmt::format("{} declares that tree already.", other)
                          : "Rename the file or the tree.");
  }
  declaration.title = default_title(declaration.tree);
  if (const auto title = top.at("title"); title.there()) declaration.title = title.text();
}

void read_places(const JsonReader& top, Declaration& declaration) {
  declaration.repository = declaration.root;
  if (const auto repository = top.at("repository"); repository.there()) {
    declaration.repository = folder_below(declaration.root, repository);
  }
  declaration.alembic_ini = file_below(declaration.repository, top.at("alembic_ini"));
  declaration.directory = declaration.alembic_ini.parent_path();
  if (const auto directory = top.at("directory"); directory.there()) {
    declaration.directory = folder_below(declaration.repository, directory);
  }
  if (const auto watch = top.at("watch"); watch.there()) {
    declaration.watch = watch.distinct_texts("an array of path patterns");
  }
}

void read_database(const JsonReader& top, Declaration& declaration) {
  if (const auto postgres = top.at("postgres"); postgres.there()) {
    declaration.postgres = static_cast<int>(postgres.integer(oldest_postgres, newest_postgres));
  }
  const auto database = top.at("database");
  declaration.database = name(database, "a database's name");
  if (declaration.database == "postgres" || declaration.database.rfind("template", 0) == 0) {
    database.unexpected("the name of a database of the tree's own",
                        "postgres, template0 and template1 are there on every server; take "
                        "another name, such as the tree's with _ci behind it.");
  }
  if (const auto variables = top.at("url_variables"); variables.there()) {
    declaration.url_variables = variables.distinct_texts("an array of variable names");
    for (const auto& item : variables.items("an array of variable names")) {
      check_variable(item, item.as_text());
    }
  }
  if (const auto list = top.at("prerequisites"); list.there()) {
    for (const auto& entry : list.items("an array of what migrations need")) {
      declaration.prerequisites.push_back(read_prerequisite(entry, declaration.repository));
    }
  }
}

// A tree that does not start from an empty database, or does not end in one head.
void read_shape(const JsonReader& top, Declaration& declaration) {
  if (const auto baseline = top.at("baseline"); baseline.there()) {
    baseline.only({"file", "revision"});
    const auto file = baseline.at("file");
    declaration.baseline = {file_below(declaration.repository, file),
                            file.text("the path of a file of SQL"),
                            baseline.at("revision").text("the revision to stamp")};
  }
  if (const auto heads = top.at("heads"); heads.there()) {
    declaration.heads = heads.distinct_texts("an array of branch labels");
  }
  if (const auto app = top.at("flask_app"); app.there()) {
    declaration.flask_app = app.text("an application as FLASK_APP names it");
  }
}

void read_command(const JsonReader& top, Declaration& declaration) {
  if (const auto environment = top.at("environment"); environment.there()) {
    for (const auto& variable : environment.members("an object of variables and values")) {
      check_variable(variable, variable.key());
      declaration.environment[variable.key()] = variable.any_text();
    }
  }
  if (const auto arguments = top.at("alembic_args"); arguments.there()) {
    for (const auto& argument : arguments.items("an array of arguments")) {
      declaration.alembic_args.push_back(argument.any_text());
    }
  }
  if (const auto python = top.at("python"); python.there()) {
    const fs::path interpreter = python.text("the path of a Python interpreter");
    // A bare name is one to look for on PATH.
    declaration.python =
        interpreter.has_parent_path() ? declaration.repository / interpreter : interpreter;
  }
  if (const auto timeout = top.at("timeout"); timeout.there()) {
    declaration.timeout = std::chrono::ceil<std::chrono::seconds>(
        std::chrono::duration<double>(timeout.positive(longest_timeout)));
  }
}

// What the proof is not to ask for, and what it is to be strict about.
void read_proof(const JsonReader& top, Declaration& declaration) {
  if (const auto list = top.at("irreversible"); list.there()) {
    for (const auto& entry : list.items("an array of revisions that have no way back")) {
      entry.only({"revision", "reason", "reference"});
      Irreversible& one = declaration.irreversible.emplace_back();
      one.revision = entry.at("revision").text("a revision");
      one.reason = entry.at("reason").text("why there is no way back");
      if (const auto reference = entry.at("reference"); reference.there()) {
        one.reference = reference.text("an issue or a page that decides it");
      }
    }
  }
  const auto strict = top.at("strict");
  if (!strict.there()) return;
  declaration.strict = strict.distinct_texts("an array of kinds of difference");
  for (const auto& item : strict.items("an array of kinds of difference")) {
    if (is_strictness(item.as_text())) continue;
    item.unexpected(fmt::format("one of {}", fmt::join(strictnesses, ", ")));
  }
}

// Whom to tell, and which tables make a failure a SEV-2 (runbook, "When to escalate to operator").
void read_escalation(const JsonReader& top, Declaration& declaration) {
  if (const auto patterns = top.at("sensitive_tables"); patterns.there()) {
    declaration.sensitive_tables = patterns.distinct_texts("an array of table patterns");
  }
  const auto contacts = top.at("contacts");
  if (!contacts.there()) return;
  contacts.only({"sre", "feature-dev", "operator"});
  for (const auto& contact : contacts.members("an object of owners and how to reach them")) {
    declaration.contacts[contact.key()] = contact.text();
  }
}

}  // namespace

Result<Declaration> read_declaration(const fs::path& file, const fs::path& root) {
  Declaration declaration;
  declaration.file = fs::absolute(file).lexically_normal();
  declaration.root = fs::absolute(root).lexically_normal();
  JsonReader::Trouble trouble{shown(declaration.file, declaration.root), {}};
  auto failed = [&](Error error) {
    error.tree = declaration.file.stem().string();
    return error;
  };

  const auto text = read_text_file(declaration.file, trouble.file);
  if (!text) return failed(text.error());
  const auto document = parse_json(*text, trouble.file);
  if (!document) return failed(document.error());

  const JsonReader top(*document, trouble);
  top.only({"$schema",       "tree",        "title",        "repository",       "alembic_ini",
            "directory",     "postgres",    "watch",        "database",         "url_variables",
            "prerequisites", "environment", "alembic_args", "baseline",         "heads",
            "flask_app",     "python",      "timeout",      "sensitive_tables", "contacts",
            "irreversible",  "strict"});
  if (const auto schema = top.at("$schema"); schema.there()) schema.any_text();
  read_identity(top, declaration);
  read_places(top, declaration);
  read_database(top, declaration);
  read_shape(top, declaration);
  read_command(top, declaration);
  read_proof(top, declaration);
  read_escalation(top, declaration);
  if (trouble.first) return failed(*trouble.first);
  return declaration;
}

}  // namespace gate
