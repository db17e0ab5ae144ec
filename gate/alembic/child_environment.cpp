#include "gate/alembic/child_environment.h"

#include <algorithm>
#include <array>

namespace gate {
namespace {

// Dialects that SQLAlchemy, Django and JDBC know for servers; files (sqlite) are no server.
constexpr std::array<std::string_view, 14> server_schemes{
    "postgresql", "postgres",  "postgis",     "psql",     "mysql",     "mariadb", "oracle",
    "mssql",      "sqlserver", "cockroachdb", "redshift", "snowflake", "db2",     "mongodb"};

constexpr std::array<std::string_view, 3> postgres_schemes{"postgresql", "postgres", "psql"};

bool is_scheme_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         (letter >= '0' && letter <= '9') || letter == '+' || letter == '_' || letter == '-';
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return result;
}

template <std::size_t size>
bool one_of(std::string_view word, const std::array<std::string_view, size>& known) {
  return std::find(known.begin(), known.end(), word) != known.end();
}

// Files through which a step speaks to GitHub's runner: what gate says there is not for a migration
// to say.
constexpr std::array<std::string_view, 5> runner_files{"GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY",
                                                       "GITHUB_ENV", "GITHUB_PATH", "GITHUB_STATE"};

// The scheme of each URL in the text; "postgresql+asyncpg" gives the dialect "postgresql".
std::string dialect_of(std::string_view scheme) {
  return lower(scheme.substr(0, scheme.find('+')));
}

// The scheme before the "://" at `colon`.
std::string_view scheme_before(std::string_view value, std::size_t colon) {
  std::size_t begin = colon;
  while (begin > 0 && is_scheme_letter(value[begin - 1])) --begin;
  return value.substr(begin, colon - begin);
}

// libpq's keyword form (PostgreSQL manual, 34.1.1.1): host=... dbname=...
bool is_connection_string(std::string_view value) {
  const auto has = [&](std::string_view word) { return value.find(word) != value.npos; };
  return (has("host=") || has("hostaddr=") || has("service=")) &&
         (has("dbname=") || has("user=") || has("password=") || has("port="));
}

}  // namespace

bool holds_database_url(std::string_view value) {
  for (auto colon = value.find("://"); colon != value.npos; colon = value.find("://", colon + 3)) {
    if (one_of(dialect_of(scheme_before(value, colon)), server_schemes)) return true;
  }
  return is_connection_string(value);
}

ChildEnvironment scrub(const std::vector<std::string>& environment) {
  ChildEnvironment result;
  for (const std::string& entry : environment) {
    const std::string_view view(entry);
    const std::string_view name = view.substr(0, view.find('='));
    const std::string_view value = view.substr(std::min(name.size() + 1, view.size()));
    if (name.starts_with("PG") || one_of(name, runner_files)) continue;
    if (!holds_database_url(value)) {
      result.entries.push_back(entry);
      continue;
    }
    const std::string_view scheme = value.substr(0, std::min(value.find("://"), value.size()));
    if (name != "GATE_SERVER_URL" && one_of(dialect_of(scheme), postgres_schemes)) {
      result.replace.emplace(name, scheme);
    }
  }
  return result;
}

}  // namespace gate
