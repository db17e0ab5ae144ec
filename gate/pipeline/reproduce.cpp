#include "gate/pipeline/reproduce.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/postgres/percent.h"
#include "gate/tree/prerequisite_sql.h"

namespace gate {
namespace {

constexpr int port = 55432;

// In single quotes, for a POSIX shell; bare where nothing in it needs them.
std::string shell_word(const std::string& text) {
  const auto plain = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || std::string_view("/._-+=:,@%").find(letter) !=
                                                   std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return text;
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  return quoted + "'";
}

std::string alembic(const Declaration& declaration, const std::string& command) {
  std::string line = "alembic";
  const auto ini = declaration.alembic_ini.lexically_relative(declaration.directory);
  if (ini != "alembic.ini") line += " -c " + shell_word(ini.string());
  for (const std::string& word : declaration.alembic_args) line += " " + shell_word(word);
  return line + " " + command;
}

}  // namespace

std::vector<std::string> reproduce(const Declaration& declaration,
                                   const std::vector<PlannedStep>& plan,
                                   const std::vector<StepEvidence>& steps) {
  std::vector<std::string> lines;
  lines.push_back(fmt::format(
      "docker run -d --rm --name gate-by-hand -p 127.0.0.1:{}:5432 -e POSTGRES_HOST_AUTH_METHOD=trust "
      "-e POSTGRES_DB={} postgres:{}",
      port, shell_word(declaration.database), declaration.postgres));
  const std::string url = fmt::format("postgresql://postgres@127.0.0.1:{}/{}", port,
                                      percent_encoded(declaration.database));
  for (const std::string& variable : declaration.url_variables) {
    lines.push_back(fmt::format("export {}={}", variable, shell_word(url)));
  }
  for (const auto& [name, value] : declaration.environment) {
    lines.push_back(fmt::format("export {}={}", name, shell_word(value)));
  }
  lines.push_back("cd " + shell_word(declaration.directory.string()));
  for (std::size_t index = 0; index < plan.size(); ++index) {
    if (steps[index].status == StepStatus::skipped) break;
    lines.push_back(plan[index].prerequisite
                        ? fmt::format("psql {} -c {}", shell_word(url),
                                      shell_word(steps[index].command))
                        : alembic(declaration, steps[index].command));
  }
  lines.push_back("docker rm -f gate-by-hand");
  return lines;
}

}  // namespace gate
