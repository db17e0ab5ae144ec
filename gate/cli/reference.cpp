#include "gate/cli/reference.h"

#include <fmt/format.h>

namespace gate {
namespace {

constexpr std::size_t width = 80;  // of --help's last lines

// "Title: name brief, name brief.", broken between two of them where a line would be too long.
std::string listed(std::string_view title, const std::vector<ReferenceEntry>& entries) {
  std::string text(title);
  std::size_t begun = 0;  // where the line in hand begins
  for (const ReferenceEntry& entry : entries) {
    std::string words(entry.name);
    if (!entry.brief.empty()) words += fmt::format(" {}", entry.brief);
    words += &entry == &entries.back() ? '.' : ',';
    const bool fits = text.size() - begun + 1 + words.size() <= width;
    text += fits ? ' ' : '\n';
    if (!fits) begun = text.size();
    text += words;
  }
  return text;
}

}  // namespace

const std::vector<ReferenceEntry>& exit_codes() {
  static const std::vector<ReferenceEntry> all{
      {"0", "pass", "Every tree passed, or there was nothing to do."},
      {"1", "findings", "A migration may not merge; each finding says why and who mends it."},
      {"2", "usage or declaration", "The command line or a tree's declaration is wrong."},
      {"3", "environment",
       "The surroundings failed: no server, no interpreter, a full disk, a database that is not "
       "gate's own. Nothing is said of the migrations."},
      {"4", "internal", "A bug of gate."},
      {"129/130/143", "interrupted", "Ended by SIGHUP, SIGINT or SIGTERM; all is cleared up."},
  };
  return all;
}

const std::vector<ReferenceEntry>& environment_variables() {
  static const std::vector<ReferenceEntry> all{
      {"GATE_SERVER_URL", "(the server of --server given)",
       "The URL of a superuser on the server that --server given is to use: "
       "postgresql://user:password@localhost:5432/postgres."},
      {"GATE_GITHUB", "(off: nothing for GitHub Actions)",
       "The value off keeps gate from writing what GitHub Actions reads (annotations, groups, the "
       "step summary, outputs), which it does where GITHUB_ACTIONS is true."},
      {"NO_COLOR", "", "Any value turns colour off."},
      {"TMPDIR", "",
       "Where the run's own folder is made, with the clusters in it; /tmp where it is not set. It "
       "is removed at the end."},
      {"VIRTUAL_ENV", "",
       "An active virtual environment, whose Python is asked for Alembic after the tree's own "
       ".venv and before the alembic command and python3 on PATH."},
      {"XDG_CACHE_HOME", "",
       "Where the folder gate is kept, with an empty data directory of PostgreSQL that each run "
       "copies; ~/.cache where it is not set."},
      {"GITHUB_BASE_REF", "",
       "The branch that a pull request goes into, as GitHub Actions tells it: without --base, who "
       "came first is judged from there."},
  };
  return all;
}

const std::vector<ReferenceEntry>& files() {
  static const std::vector<ReferenceEntry> all{
      {"seeds/TREE.json", "",
       "The declaration of a tree, looked for from the working directory upward: its alembic.ini, "
       "and what production has and an empty database lacks. gate init writes it."},
      {"share/gate/tree.schema.json", "", "The JSON Schema of the declarations."},
      {"share/gate/report.schema.json", "", "The JSON Schema of the report of --json."},
      {"share/gate/causes/", "", "What gate explain prints, one Markdown page for each cause."},
  };
  return all;
}

const std::vector<ReferenceEntry>& examples() {
  static const std::vector<ReferenceEntry> all{
      {"gate init", "", "Finds the Alembic trees of this repository and declares them."},
      {"gate", "", "Gates every tree that is declared."},
      {"gate --tree raptor --steps all --rows", "",
       "Walks one tree's revisions one by one, with rows in its tables."},
      {"gate check --base origin/main", "",
       "Says in a second what the sources show, as they will be once they are merged."},
      {"gate --ini db/alembic.ini --server container", "",
       "Gates a tree that is not declared, on a PostgreSQL in a container."},
      {"gate triage job.log", "", "Says what a log of another run says failed."},
      {"gate explain B", "", "Says what is known of failure mode B."},
  };
  return all;
}

std::string help_footer() {
  return listed("Exit codes:", exit_codes()) + "\n" +
         listed("Environment:", environment_variables());
}

}  // namespace gate
