#include "gate/pipeline/reproduce.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

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

// As Flask-Migrate takes it; what is after `--` is no option ("-1").
std::string flask_db(const Declaration& declaration, const std::string& command) {
  const auto blank = command.find(' ');
  const auto folder =
      declaration.alembic_ini.parent_path().lexically_relative(declaration.directory);
  std::string line = "flask db " + command.substr(0, blank);
  if (folder != "migrations") line += " -d " + shell_word(folder.string());
  return blank == command.npos ? line : line + " --" + command.substr(blank);
}

// The ini that the commands take: a copy that names their own database, where it names one.
std::filesystem::path ini_of(const Declaration& declaration, const ByHand& by_hand) {
  const auto ini = declaration.alembic_ini.lexically_relative(declaration.directory);
  return by_hand.url_in_ini ? ini.parent_path() / "by-hand.ini" : ini;
}

std::string alembic(const Declaration& declaration, const ByHand& by_hand,
                    const std::string& command) {
  if (by_hand.flask) return flask_db(declaration, command);
  std::string line = shell_word(by_hand.alembic);
  const auto ini = ini_of(declaration, by_hand);
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

// The URL, or a part of it, in each variable that is to hold it.
void export_database(const Declaration& declaration, const ByHand& by_hand, Lines& lines) {
  const std::string url = url_of(declaration.database);
  const auto add = [&](const std::string& name, const std::string& value) {
    lines.push_back(fmt::format("export {}={}", name, shell_word(value)));
  };
  const auto& declared = declaration.url_variables;
  for (const std::string& name : declared) add(name, url);
  for (const auto& [name, scheme] : by_hand.supplied.urls) {
    if (std::find(declared.begin(), declared.end(), name) != declared.end()) continue;
    add(name, scheme + url.substr(url.find("://")));
  }
  const std::map<std::string, std::string> parts{
      {"host", "127.0.0.1"}, {"port", std::to_string(port)},     {"user", "postgres"},
      {"password", "none"},  {"database", declaration.database}, {"scheme", "postgresql"}};
  for (const auto& [name, part] : by_hand.supplied.parts) add(name, parts.at(part));
}

std::string stop(const ByHand& by_hand) {
  if (by_hand.programs.empty()) return "docker rm -f gate-by-hand";
  return by_hand.as_user + by_hand.programs +
         "/pg_ctl -D /tmp/gate-by-hand -m immediate stop; rm -rf /tmp/gate-by-hand";
}

// The file of SQL that the step runs; empty where it runs none.
std::filesystem::path file_of(const Declaration& declaration, const PlannedStep& step) {
  if (step.kind == StepKind::baseline) return declaration.baseline->file;
  if (!step.prerequisite) return {};
  const auto* file = std::get_if<SeedFile>(&declaration.prerequisites[*step.prerequisite].what);
  return file == nullptr ? std::filesystem::path() : file->file;
}

// Of a stairway only the revision that failed is gone through by hand, and what others have to be
// there for: a prerequisite comes right after the revision that it follows.
bool is_shown(const std::vector<PlannedStep>& plan, const std::vector<StepEvidence>& steps,
              std::size_t index) {
  if (!plan[index].stair) return true;
  const auto failed = std::find_if(steps.begin(), steps.end(), [](const StepEvidence& step) {
    return step.stair && step.status == StepStatus::failed;
  });
  if (failed != steps.end() && failed->revision == plan[index].revision) return true;
  if (plan[index].kind != StepKind::upgrade || plan[index].second_upgrade) return false;
  const auto next =
      std::find_if(plan.begin() + static_cast<long>(index), plan.end(),
                   [&](const PlannedStep& step) { return step.revision != plan[index].revision; });
  return next != plan.end() && next->prerequisite.has_value();
}

bool is_past_the_fault(const std::vector<StepEvidence>& steps, std::size_t index) {
  const auto end = steps.begin() + static_cast<long>(index);
  const auto failed = std::find_if(steps.begin(), end, [](const StepEvidence& step) {
    return step.stair && step.status == StepStatus::failed;
  });
  return failed != end && failed->revision != steps[index].revision;
}

// What env.py and the migrations find around them, but for the database.
Lines surroundings(const Declaration& declaration, const ByHand& by_hand) {
  Lines lines;
  if (by_hand.flask && !by_hand.flask->app.empty()) {
    lines.push_back("export FLASK_APP=" + shell_word(by_hand.flask->app));
  }
  for (const auto& [name, value] : declaration.environment) {
    lines.push_back(fmt::format("export {}={}", name, shell_word(value)));
  }
  lines.push_back("cd " + shell_word(declaration.directory.string()));
  return lines;
}

std::string copy_ini(const Declaration& declaration, const ByHand& by_hand,
                     const std::string& url) {
  std::string value;  // as the ini's reader takes it
  for (const char letter : url) value += letter == '%' ? "%%" : std::string(1, letter);
  const auto ini = declaration.alembic_ini.lexically_relative(declaration.directory);
  return fmt::format(
      "sed {} {} > {}",
      shell_word(fmt::format("s|^sqlalchemy\\.url *[=:].*|sqlalchemy.url = {}|", value)),
      shell_word(ini.string()), shell_word(ini_of(declaration, by_hand).string()));
}

// A fault of the graph that `alembic heads` shows: no database was asked.
bool needs_no_database(const std::vector<StepEvidence>& steps) {
  const auto failed = std::find_if(steps.begin(), steps.end(), [](const StepEvidence& step) {
    return step.status != StepStatus::skipped;
  });
  return failed != steps.end() && failed->kind == StepKind::assert_single_head;
}

}  // namespace

std::vector<std::string> reproduce(const Declaration& declaration,
                                   const std::vector<PlannedStep>& plan,
                                   const std::vector<StepEvidence>& steps, const ByHand& by_hand) {
  if (needs_no_database(steps)) {
    Lines lines = surroundings(declaration, by_hand);
    ByHand as_it_is = by_hand;
    as_it_is.url_in_ini = false;
    lines.push_back(alembic(declaration, as_it_is, "heads"));
    return lines;
  }
  Lines lines = by_hand.programs.empty() ? start_container(declaration, by_hand)
                                         : start_local(declaration, by_hand);
  const std::string url = url_of(declaration.database);
  export_database(declaration, by_hand, lines);
  for (std::string& line : surroundings(declaration, by_hand)) lines.push_back(std::move(line));
  if (by_hand.url_in_ini) lines.push_back(copy_ini(declaration, by_hand, url));
  for (std::size_t index = 0; index < plan.size(); ++index) {
    if (steps[index].status == StepStatus::skipped && steps[index].how_it_ended.empty()) break;
    if (is_past_the_fault(steps, index)) break;
    if (!is_shown(plan, steps, index) || !steps[index].how_it_ended.empty()) continue;
    if (const auto file = file_of(declaration, plan[index]); !file.empty()) {
      lines.push_back(fmt::format("psql {} -qf {}", shell_word(url), shell_word(file.string())));
    } else if (plan[index].prerequisite) {
      lines.push_back(
          fmt::format("psql {} -c {}", shell_word(url), shell_word(steps[index].command)));
    } else {
      lines.push_back(alembic(declaration, by_hand, steps[index].command));
    }
  }
  lines.push_back(stop(by_hand));
  if (by_hand.url_in_ini) {
    lines.push_back("rm " + shell_word(ini_of(declaration, by_hand).string()));
  }
  return lines;
}

}  // namespace gate
