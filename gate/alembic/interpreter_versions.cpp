#include "gate/alembic/interpreter_versions.h"

#include <sstream>

#include "gate/alembic/child_environment.h"
#include "gate/process/child.h"

namespace gate {
namespace {

const char* const question =
    "import sys, alembic, sqlalchemy\n"
    "print(sys.version.split()[0], alembic.__version__, sqlalchemy.__version__)\n";

}  // namespace

std::optional<InterpreterVersions> versions_of(const std::string& python, const Lifeline& lifeline,
                                               const Deadline& deadline,
                                               const Interrupt& interrupt) {
  Command command;
  command.argv = {python, "-B", "-c", question};
  command.environment = scrub(own_environment()).entries;
  command.directory = "/";  // what lies in the working directory would be imported first
  const auto completed = run(command, lifeline, deadline, interrupt);
  if (!completed || !completed->status.success()) return std::nullopt;
  InterpreterVersions versions;
  std::istringstream words(completed->standard_output);
  words >> versions.python >> versions.alembic >> versions.sqlalchemy;
  if (versions.sqlalchemy.empty()) return std::nullopt;
  return versions;
}

}  // namespace gate
