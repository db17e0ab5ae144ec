#include "gate/pipeline/reproduce.h"

#include <fmt/format.h>

#include <algorithm>

#include "gate/core/quote.h"
#include "gate/postgres/percent.h"
#include "gate/tree/prerequisite_sql.h"

namespace gate {
namespace {

constexpr int port = 55432;

// In single quotes, for a POSIX shell; bare where nothing in it needs them.
std::string shell_word(const std::string& text) {
  const auto plain = [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') ||
           std::string_view("/._-+=:,@%").find(letter) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return text;
  std::string quoted = "'";
  for (const char letter : text) quoted += letter == '\'' ? "'\\''" : std::string(1, letter);
  return quoted + "'";
}

std::string alembic(const Declaration& declaration, const ByHand& by_hand,
                    const std::string& command) {
  std::string line = shell_word(by_hand.alembic);
  const auto ini = declaration.alembic_ini.lexically_relative(declaration.directory);
  if (ini != "alembic.ini") line += " -c " + shell_word(ini.string());
  for (const std::string& word : declaration.alembic_args) line += " " + shell_word(word);
  return line + " " + command;
}

std::string url_of(const std::string& database) {
  return fmt::format("postgresql://postgres@127.0.0.1:{}/{}", port, percent_encoded(database));
}

using Lines = std::vector<std::string>;

Lines start_container(const Declaration& declaration, const ByHand& by_hand) {
  return {fmt::format("docker run -d --rm --name gate-by-hand -p 127.0.0.1:{}:5432 -e "
                      "POSTGRES_HOST_AUTH_METHOD=trust -e POSTGRES_DB={} postgres:{}",
                      port, shell_word(declaration.database), by_hand.postgres),
          fmt::format("until psql {} -qc '' 2> /dev/null; do sleep 1; done",
                      shell_word(url_of(declaration.database)))};
}

Lines start_local(const Declaration& declaration, const ByHand& by_hand) {
  const std::string at = by_hand.as_user + by_hand.programs;
  return {at + "/initdb -D /tmp/gate-by-hand -U postgres -A trust",
          fmt::format(
              "{}/pg_ctl -D /tmp/gate-by-hand -l /tmp/gate-by-hand/log -w -o '-p {} -k /tmp' start",
              at, port),
          fmt::format("psql {} -c {}", url_of("postgres"),
                      shell_word("CREATE DATABASE " + quote_identifier(declaration.database)))};
}

std::string stop(const ByHand& by_hand) {
  if (by_hand.programs.empty()) return "docker rm -f gate-by-hand";
  return by_hand.as_user + by_hand.programs +
         "/pg_ctl -D /tmp/gate-by-hand -m immediate stop; rm -rf /tmp/gate-by-hand";
}

}  // namespace

std::vector<std::string> reproduce(const Declaration& declaration,
                                   const std::vector<PlannedStep>& plan,
                                   const std::vector<StepEvidence>& steps, const ByHand& by_hand) {
  Lines lines = by_hand.programs.empty() ? start_container(declaration, by_hand)
                                         : start_local(declaration, by_hand);
  const std::string url = url_of(declaration.database);
  for (const std::string& variable : declaration.url_variables) {
    lines.push_back(fmt::format("export {}={}", variable, shell_word(url)));
  }
  for (const auto& [name, value] : declaration.environment) {
    lines.push_back(fmt::format("export {}={}", name, shell_word(value)));
  }
  lines.push_back("cd " + shell_word(declaration.directory.string()));
  for (std::size_t index = 0; index < plan.size(); ++index) {
    if (steps[index].status == StepStatus::skipped) break;
    lines.push_back(plan[index].prerequisite ? fmt::format("psql {} -c {}", shell_word(url),
                                                           shell_word(steps[index].command))
                                             : alembic(declaration, by_hand, steps[index].command));
  }
  lines.push_back(stop(by_hand));
  return lines;
}

}  // namespace gate
