#include "gate/tree/alembic_ini.h"

#include <fmt/format.h>

#include <system_error>

#include "gate/tree/text_file.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// configparser's interpolation, as far as it needs no other value: %(here)s and %%.
std::string interpolated(std::string_view value, const fs::path& here) {
  constexpr std::string_view here_marker = "%(here)s";
  std::string out;
  while (!value.empty()) {
    if (value.rfind(here_marker, 0) == 0) {
      out += here.string();
      value.remove_prefix(here_marker.size());
      continue;
    }
    if (value.rfind("%%", 0) == 0) value.remove_prefix(1);
    out += value.front();
    value.remove_prefix(1);
  }
  return out;
}

ScriptLocation location(const std::string& written, const fs::path& ini) {
  using Kind = ScriptLocation::Kind;
  const fs::path path = interpolated(written, ini.parent_path());
  if (path.is_absolute()) return {Kind::absolute, written, path};
  const bool needs_python =
      path.string().find(':') != std::string::npos || path.string().find("%(") != std::string::npos;
  return {needs_python ? Kind::for_python : Kind::relative, written, path};
}

Error wrong(const std::string& name, const std::string& found, const std::string& expected,
            std::string hint) {
  return {ErrorCode::declaration,
          fmt::format("{}: found {}, expected {}", name, found, expected),
          std::move(hint),
          {},
          {}};
}

}  // namespace

bool holds_migrations(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "env.py", ignored);
}

std::string ini_section(const std::vector<std::string>& arguments) {
  std::string section = "alembic";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto& word = arguments[i];
    if (word == "-n" || word == "--name") {
      if (i + 1 < arguments.size()) section = arguments[++i];
    } else if (word.rfind("--name=", 0) == 0) {
      section = word.substr(7);
    } else if (word.rfind("-n", 0) == 0) {
      section = word.substr(2);
    }
  }
  return section;
}

Result<ScriptLocation> read_script_location(const fs::path& ini, const std::string& name,
                                            const std::vector<std::string>& alembic_args) {
  const auto text = read_text_file(ini, name);
  if (!text) return text.error();
  const IniFile file(*text);
  const auto section = ini_section(alembic_args);
  if (!file.has(section)) {
    return wrong(name, fmt::format("no [{}] section", section), "one with script_location",
                 "Check that it is an alembic.ini, and which section `-n` names.");
  }
  const auto written = file.value(section, "script_location");
  if (written && !written->empty()) return location(*written, ini);
  // Flask-Migrate keeps its alembic.ini in the migrations folder and passes that folder itself.
  if (holds_migrations(ini.parent_path())) {
    return ScriptLocation{ScriptLocation::Kind::beside, "", ini.parent_path()};
  }
  return wrong(name, fmt::format("no script_location in [{}]", section),
               "the folder of the migrations", "Add script_location, as `alembic init` writes it.");
}

}  // namespace gate
