#include "gate/init/interpreter_choice.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>

#include "gate/alembic/interpreter.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// A virtual environment of the tree's own that gate does not look for by itself.
fs::path environment_beside(const Declaration& declaration) {
  constexpr std::array<const char*, 4> names{".venv", "venv", "env", ".env"};
  for (auto at = declaration.directory;; at = at.parent_path()) {
    for (const char* name : names) {
      const auto python = at / name / "bin/python";
      std::error_code unknown;
      if (fs::exists(at / name / "pyvenv.cfg", unknown) && ::access(python.c_str(), X_OK) == 0) {
        return python;
      }
    }
    if (at == declaration.repository || at == at.parent_path()) return {};
  }
}

}  // namespace

const std::string& InterpreterChooser::alembic_of(const std::string& python) {
  const auto [known, fresh] = asked_.try_emplace(python);
  if (!fresh) return known->second;
  Command command;
  command.argv = {python, "-B", "-c", "import alembic, sqlalchemy; print(alembic.__version__)"};
  command.environment = own_environment();
  command.directory = "/";  // what lies in the working directory would be imported first
  const auto completed = run(command, lifeline_, deadline_, interrupt_);
  if (completed && completed->status.success()) {
    known->second = completed->standard_output;
    while (!known->second.empty() && known->second.back() == '\n') known->second.pop_back();
  }
  return known->second;
}

InterpreterChoice InterpreterChooser::choose(const Declaration& declaration) {
  InterpreterChoice choice;
  const auto beside = environment_beside(declaration);
  if (!beside.empty()) {
    choice.alembic = alembic_of(beside.string());
    const auto by_itself = interpreters(declaration, own_environment());
    const bool found_anyway = !by_itself.empty() && by_itself.front().path == beside.string();
    if (!choice.alembic.empty()) {
      if (!found_anyway) choice.python = beside;
      return choice;
    }
  }
  for (const Interpreter& one : interpreters(declaration, own_environment())) {
    choice.alembic = alembic_of(one.path);
    if (!choice.alembic.empty()) return choice;
    choice.tried += fmt::format("{}{} ({})", choice.tried.empty() ? "" : ", ", one.path, one.why);
  }
  return choice;
}

}  // namespace gate
