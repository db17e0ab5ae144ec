#include "gate/init/propose.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/init/ini_text.h"
#include "gate/init/new_file.h"
#include "gate/init/source_needs.h"
#include "gate/init/variable_needs.h"
#include "gate/pipeline/no_application.h"
#include "gate/pipeline/tree_sources.h"
#include "gate/tree/default_title.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// What gate runs where nobody says which.
constexpr int usual_postgres = 15;

bool is_below(const fs::path& path, const fs::path& folder) {
  const auto relative = path.lexically_relative(folder);
  return !relative.empty() && *relative.begin() != "..";
}

class Proposer {
 public:
  Proposer(const FoundTree& tree, const std::string& name, const InitSurroundings& around)
      : tree_(tree), around_(around), file_("seeds/" + name + ".json") {
    declare_place(name);
  }

  Result<Proposal> go(InterpreterChooser& interpreters) {
    say_what_leads_here();
    Evidence evidence;
    if (auto read = read_sources(evidence); read) {
      take_sources(evidence);
    } else if (read.error().code == ErrorCode::interrupted) {
      return read.error();
    } else {
      proposal_.open.push_back(fmt::format("Its migrations could not be read: {}. {}",
                                           read.error().message, read.error().hint));
    }
    watch(evidence);
    take_server();
    take_interpreter(interpreters);
    if (around_.interrupt.requested()) return Error{ErrorCode::interrupted, "interrupted"};
    return std::move(proposal_);
  }

 private:
  std::string shown(const fs::path& path) const {
    return is_below(path, around_.root) ? path.lexically_relative(around_.root).generic_string()
                                        : path.string();
  }

  void declare_place(const std::string& name) {
    Declaration& one = proposal_.declaration;
    one.tree = name;
    one.title = default_title(name);
    one.root = around_.root;
    one.repository = around_.root;
    one.file = around_.root / file_;
    one.alembic_ini =
        tree_.without_ini ? around_.root / fmt::format("seeds/{}.ini", name) : tree_.by.ini;
    one.directory = tree_.directory;
    one.database = name + "_ci";
    if (tree_.by.section != "alembic") one.alembic_args = {"-n", tree_.by.section};
  }

  void say_what_leads_here() {
    if (tree_.without_ini) {
      const auto& ini = proposal_.declaration.alembic_ini;
      proposal_.ini = ini_text(
          "%(here)s/" + tree_.migrations.lexically_relative(ini.parent_path()).generic_string());
      proposal_.found.push_back(shown(tree_.migrations) + " (no ini file leads to it)");
      proposal_.open.push_back(fmt::format(
          "No ini file leads to {}, so its migrations are run from code; {} leads gate there. See "
          "whether the code tells env.py anything else.",
          shown(tree_.migrations), shown(ini)));
      return;
    }
    proposal_.found.push_back(shown(tree_.by.ini) + (tree_.flask ? " (Flask-Migrate)" : ""));
    for (const IniSection& other : tree_.also) {
      proposal_.open.push_back(
          fmt::format("{} [{}] leads to the same migrations; it is not declared beside {} [{}].",
                      shown(other.ini), other.section, shown(tree_.by.ini), tree_.by.section));
    }
    if (around_.ignored.files.count(tree_.by.ini) != 0) {
      proposal_.open.push_back(fmt::format(
          "git ignores {}, so it will not be there where the repository is checked out, in CI for "
          "one; add it to the repository, or have it made before gate runs.",
          shown(tree_.by.ini)));
    }
  }

  Result<void> read_sources(Evidence& evidence) {
    evidence.tree = proposal_.declaration.tree;
    evidence.repository = around_.root.string();
    Declaration declaration = proposal_.declaration;
    if (tree_.without_ini) {
      declaration.alembic_ini = around_.folder / (declaration.tree + ".ini");
      if (auto written =
              write_new_file(declaration.alembic_ini, ini_text(tree_.migrations.generic_string()));
          !written) {
        return written.error();
      }
    }
    auto driver = start_source_driver(declaration, around_.folder, around_.lifeline);
    if (!driver) return driver.error();
    const auto tree = driver->load(around_.deadline, around_.interrupt);
    if (!tree) return tree.error();
    script_location_ = tree->script_location;
    take_graph(*tree, {}, evidence);
    if (tree->decided_by_env) {
      proposal_.open.push_back(
          fmt::format("Its env.py may say where the revisions are, which only a run can tell; what "
                      "they need was "
                      "looked for in the {} that the ini file leads to.",
                      tree->revisions.size()));
    }
    auto needs = driver->needs(around_.deadline, around_.interrupt);
    if (!needs) return needs.error();
    take_needs(*needs);
    return take_operations(*driver, around_.deadline, around_.interrupt, evidence);
  }

  void take_needs(const TreeNeeds& tree_needs) {
    Declaration& one = proposal_.declaration;
    VariableNeeds needs = variable_needs(tree_needs.variables, one);
    if (!needs.urls.empty()) one.url_variables = needs.urls;
    if (!needs.urls.empty())
      proposal_.found.push_back(fmt::format("{}", fmt::join(needs.urls, ", ")));
    one.environment = std::move(needs.environment);
    for (std::string& words : needs.open) proposal_.open.push_back(std::move(words));
    if (!tree_needs.flask) return;
    if (tree_needs.flask->found) {
      one.flask_app = tree_needs.flask->app;
    } else {
      const Error missing = no_application(*tree_needs.flask, one);
      proposal_.open.push_back(fmt::format("Its Flask application was not found: {}. {}",
                                           missing.message, missing.hint));
    }
  }

  void take_sources(const Evidence& evidence) {
    const auto count = evidence.revisions.size();
    std::string words = fmt::format("{} revision{}", count, count == 1 ? "" : "s");
    if (!evidence.heads.empty()) {
      words += fmt::format(", {} {}", evidence.heads.size() == 1 ? "head" : "heads",
                           fmt::join(evidence.heads, ", "));
    }
    proposal_.found.push_back(words);
    const auto undecided =
        std::count_if(evidence.revisions.begin(), evidence.revisions.end(), is_undecided);
    if (undecided > 0) {
      proposal_.open.push_back(
          fmt::format("{} of {} version files compute their revision id, so that only a run can "
                      "read the graph; heads and prerequisites were not looked for in them.",
                      undecided, count));
    }
    SourceNeeds needs = source_needs(evidence, file_);
    for (const Prerequisite& one : needs.prerequisites) proposal_.found.push_back(one.label);
    proposal_.declaration.prerequisites = std::move(needs.prerequisites);
    proposal_.declaration.heads = std::move(needs.heads);
    for (std::string& words_of_one : needs.open) proposal_.open.push_back(std::move(words_of_one));
  }

  // The folder of env.py with all below it, and the folders of versions that lie elsewhere.
  void watch(const Evidence& evidence) {
    std::vector<fs::path> folders;
    const auto migrations =
        tree_.migrations.empty() ? fs::path(script_location_) : tree_.migrations;
    if (migrations != around_.root) folders.push_back(migrations);
    for (const RevisionFile& file : evidence.revisions) {
      folders.push_back(fs::path(file.file).parent_path());
    }
    std::vector<std::string>& patterns = proposal_.declaration.watch;
    for (const fs::path& folder : folders) {
      const bool known = std::any_of(folders.begin(), folders.end(), [&](const fs::path& other) {
        return other != folder && is_below(folder, other);
      });
      if (folder.empty() || known || !is_below(folder, around_.root)) continue;
      const auto pattern = shown(folder) + "/**";
      if (std::find(patterns.begin(), patterns.end(), pattern) == patterns.end()) {
        patterns.push_back(pattern);
      }
    }
  }

  void take_server() {
    const auto version = server_version(around_.servers, tree_.directory);
    Declaration& one = proposal_.declaration;
    one.postgres = version.stated != nullptr ? version.stated->postgres : usual_postgres;
    proposal_.found.push_back(fmt::format("PostgreSQL {}{}", *one.postgres,
                                          version.stated != nullptr
                                              ? fmt::format(" ({})", shown(version.stated->file))
                                              : std::string(", as nothing here says another")));
    for (const StatedServer* other : version.contradicted) {
      proposal_.open.push_back(
          fmt::format("{} runs {}, {} {}; {} has \"postgres\": {}, which should be what production "
                      "runs.",
                      shown(version.stated->file), version.stated->image, shown(other->file),
                      other->image, file_, *one.postgres));
    }
  }

  void take_interpreter(InterpreterChooser& interpreters) {
    const auto choice = interpreters.choose(proposal_.declaration);
    proposal_.declaration.python = choice.python;
    if (!choice.python.empty()) {
      proposal_.open.push_back(
          fmt::format("{} names the interpreter {}, which has to be there wherever gate runs.",
                      file_, shown(choice.python)));
    }
    if (!choice.alembic.empty()) {
      proposal_.found.push_back("Alembic " + choice.alembic);
      return;
    }
    proposal_.open.push_back(fmt::format(
        "No Python with Alembic and SQLAlchemy was found{}. Install the tree's requirements into "
        "{}, activate its virtual environment, or name its interpreter as \"python\" in {}.",
        choice.tried.empty() ? "" : "; tried: " + choice.tried,
        shown(proposal_.declaration.directory / ".venv"), file_));
  }

  const FoundTree& tree_;
  const InitSurroundings& around_;
  std::string file_;
  std::string script_location_;
  Proposal proposal_;
};

}  // namespace

Result<Proposal> propose(const FoundTree& tree, const std::string& name,
                         const InitSurroundings& around, InterpreterChooser& interpreters) {
  return Proposer(tree, name, around).go(interpreters);
}

}  // namespace gate
