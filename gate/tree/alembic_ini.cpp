#include "gate/tree/alembic_ini.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <system_error>

#include "gate/tree/ini_location.h"
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

Error wrong(const std::string& name, const std::string& found, const std::string& expected,
            std::string hint) {
  return {ErrorCode::declaration,
          fmt::format("{}: found {}, expected {}", name, found, expected),
          std::move(hint),
          {},
          {}};
}

Error other_sections(const std::string& name, const std::string& section,
                     const std::vector<std::string>& others) {
  return wrong(
      name, fmt::format("no [{}] section", section),
      fmt::format("-n with one of those that have a script_location: {}", fmt::join(others, ", ")),
      fmt::format("Declare the tree in seeds/<tree>.json, with \"alembic_args\": [\"-n\", "
                  "\"{}\"], as `alembic -n {}` is run.",
                  others.front(), others.front()));
}

bool is_toml(const fs::path& ini) { return ini.filename() == "pyproject.toml"; }

// TOML is Python's to read; here it only has to be seen that it says anything of Alembic.
Result<ScriptLocation> location_in_toml(const IniFile& file, const fs::path& ini,
                                        const std::string& name) {
  if (file.value("tool.alembic", "script_location")) {
    return ScriptLocation{ScriptLocation::Kind::for_python, {}, ini};
  }
  return wrong(
      name, "no script_location in [tool.alembic]", "the folder of the migrations",
      "Add it, as `alembic init --template pyproject` writes it, or name the alembic.ini.");
}

// Newer Alembic reads what an alembic.ini leaves out from the pyproject.toml beside it.
bool pyproject_says(const fs::path& folder) {
  const auto text = read_text_file(folder / "pyproject.toml", "pyproject.toml");
  return text && IniFile(*text).value("tool.alembic", "script_location").has_value();
}

}  // namespace

ScriptLocation ini_location(const std::string& written, const fs::path& ini) {
  using Kind = ScriptLocation::Kind;
  const fs::path path = interpolated(written, ini.parent_path());
  if (path.is_absolute()) return {Kind::absolute, written, path};
  const bool needs_python =
      path.string().find(':') != std::string::npos || path.string().find("%(") != std::string::npos;
  return {needs_python ? Kind::for_python : Kind::relative, written, path};
}

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
  if (is_toml(ini)) return location_in_toml(file, ini, name);
  const auto section = ini_section(alembic_args);
  if (!file.has(section)) {
    const auto others = file.sections_with("script_location");
    if (!others.empty()) return other_sections(name, section, others);
    return wrong(name, fmt::format("no [{}] section", section), "one with script_location",
                 "Check that it is an alembic.ini, and which section `-n` names.");
  }
  const auto written = file.value(section, "script_location");
  if (written && !written->empty()) return ini_location(*written, ini);
  if (pyproject_says(ini.parent_path()))
    return ScriptLocation{ScriptLocation::Kind::for_python, {}, {}};
  // Flask-Migrate keeps its alembic.ini in the migrations folder and passes that folder itself.
  if (holds_migrations(ini.parent_path())) {
    return ScriptLocation{ScriptLocation::Kind::beside, "", ini.parent_path()};
  }
  return wrong(name, fmt::format("no script_location in [{}]", section),
               "the folder of the migrations", "Add script_location, as `alembic init` writes it.");
}

}  // namespace gate
