#include <fmt/format.h>
#include <fmt/ranges.h>

#include <boost/version.hpp>
#include <map>
#include <set>

#include "gate/alembic/interpreter.h"
#include "gate/alembic/interpreter_versions.h"
#include "gate/cli/commands.h"
#include "gate/cli/output.h"
#include "gate/postgres/libpq_version.h"
#include "gate/postgres/server_here.h"
#include "gate/process/child.h"
#include "gate/report/version.h"
#include "gate/source/parser_version.h"

namespace gate {
namespace {

using namespace std::chrono_literals;

// Together, and for one interpreter: a hung one leaves time for the next.
constexpr auto time_for_all = 10s;
constexpr auto time_for_one = 4s;

std::string boost_version() {
  return fmt::format("{}.{}.{}", BOOST_VERSION / 100000, BOOST_VERSION / 100 % 1000,
                     BOOST_VERSION % 100);
}

// Asks each interpreter once, however many trees it is for.
class Interpreters {
 public:
  Interpreters(const Lifeline& lifeline, const Deadline& deadline, const Interrupt& interrupt)
      : lifeline_(lifeline), deadline_(deadline), interrupt_(interrupt) {}

  InterpreterHere of(const Declaration& declaration) {
    std::vector<std::string> tried;
    for (const Interpreter& one : interpreters(declaration, own_environment())) {
      const auto [known, fresh] = asked_.try_emplace(one.path);
      if (fresh)
        known->second =
            versions_of(one.path, lifeline_, deadline_.at_most(time_for_one), interrupt_);
      if (const auto& found = known->second) {
        return {declaration.tree, one.path,          one.why, found->python,
                found->alembic,   found->sqlalchemy, ""};
      }
      tried.push_back(one.path);
    }
    InterpreterHere none;
    none.tree = declaration.tree;
    none.problem =
        tried.empty() ? "no Python interpreter found"
                      : fmt::format("no Python that has Alembic; tried {}", fmt::join(tried, ", "));
    return none;
  }

 private:
  const Lifeline& lifeline_;
  const Deadline& deadline_;
  const Interrupt& interrupt_;
  std::map<std::string, std::optional<InterpreterVersions>> asked_;
};

// The trees declared here; where there are none, one without a name, in the current folder.
std::vector<Declaration> trees_here(const Options& options, std::string& note) {
  if (auto trees = chosen_trees(options); trees && !trees->empty()) {
    return std::move(*trees);
  } else if (!trees) {
    note = trees.error().message;
  }
  Declaration nameless;
  std::error_code gone;
  nameless.directory = std::filesystem::current_path(gone);
  nameless.repository = nameless.directory;
  return {nameless};
}

}  // namespace

ExitCode version_command(const Options& options, const BuildCommit& commit,
                         const Interrupt& interrupt) {
  VersionReport report{GATE_VERSION, commit.id, commit.date, {}, {}, {}, {}};
  report.libraries = {
      {"libpq", libpq_version()}, {"Boost", boost_version()}, {"libpg_query", parser_version()}};
  const Lifeline lifeline;
  const Deadline deadline(time_for_all);
  const auto trees = trees_here(options, report.note);
  Interpreters interpreters(lifeline, deadline, interrupt);
  std::set<int> majors;
  for (const Declaration& tree : trees) {
    ServerOptions server = options.server;
    server.declared_version = tree.postgres;
    if (majors.insert(server.major_version()).second) {
      report.servers.push_back(server_here(server, lifeline, deadline, interrupt));
    }
    report.interpreters.push_back(interpreters.of(tree));
  }
  if (interrupt.requested()) return static_cast<ExitCode>(128 + interrupt.signal());
  return write_result(options, render_version_json(report), render_version_text(report),
                      ExitCode::pass);
}

}  // namespace gate
