#include <algorithm>

#include "gate/tree/alembic_ini.h"
#include "gate/tree/ini_location.h"
#include "gate/tree/text_file.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// Of the older setting and the newer one; without either Alembic cuts at commas and spaces.
std::string separators(const IniFile& file, const std::string& section) {
  auto chosen = file.value(section, "path_separator");
  if (!chosen) chosen = file.value(section, "version_path_separator");
  if (!chosen) return ", \n";
  if (*chosen == "os") return ":";
  if (*chosen == "space") return " ";
  return *chosen == "newline" ? "\n" : *chosen;
}

}  // namespace

std::vector<ScriptLocation> read_version_locations(const fs::path& ini,
                                                   const std::vector<std::string>& alembic_args) {
  const auto text = read_text_file(ini, ini.string());
  if (!text) return {};
  const IniFile file(*text);
  const auto section = ini_section(alembic_args);
  const auto written = file.value(section, "version_locations");
  std::vector<ScriptLocation> locations;
  if (!written) return locations;
  const std::string cuts = separators(file, section);
  for (std::size_t at = 0; at < written->size();) {
    const auto end = std::min(written->find_first_of(cuts, at), written->size());
    std::string one = written->substr(at, end - at);
    one.erase(0, one.find_first_not_of(" \t\n"));
    one.erase(one.find_last_not_of(" \t\n") + 1);
    if (!one.empty()) locations.push_back(ini_location(one, ini));
    at = end + 1;
  }
  return locations;
}

fs::path path_in_packages(const std::string& written) {
  const auto colon = written.find(':');
  if (colon == std::string::npos || written.find('%') != std::string::npos) return {};
  std::string path = written;
  std::replace(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(colon), '.', '/');
  std::replace(path.begin(), path.end(), ':', '/');
  return path;
}

}  // namespace gate
