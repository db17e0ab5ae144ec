// As much of an alembic.ini as it takes to say where a tree's migrations are.
//
// The driver reads the file with Python's configparser, as Alembic does; this reader follows the
// same rules for the few keys asked for here, and leaves what needs Python (package:path, values
// made of other values) to the driver.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/error.h"

namespace gate {

// The sections of a file, each with its keys in lower case; raw values.
class IniFile {
 public:
  explicit IniFile(std::string_view text);
  bool has(const std::string& section) const { return sections_.count(section) > 0; }
  // The names of those that state the key themselves, in order of name; [DEFAULT] among them.
  std::vector<std::string> sections_with(const std::string& key) const;
  // The key's value in the section, else in [DEFAULT].
  std::optional<std::string> value(const std::string& section, const std::string& key) const;

 private:
  using Section = std::map<std::string, std::string>;
  void take(std::string_view line);
  std::map<std::string, Section> sections_;
  Section* section_ = nullptr;    // the one being read
  std::string* value_ = nullptr;  // the one that an indented line continues
};

// Where a tree's migrations are.
struct ScriptLocation {
  enum class Kind {
    relative,  // to the folder that Alembic is run in
    absolute,
    beside,      // none is written, and env.py is where the ini is: Flask-Migrate's way
    for_python,  // only Python can tell
  };
  Kind kind = Kind::relative;
  std::string written;  // as in the file
  std::filesystem::path path;
};

// The section that Alembic reads: the one that its arguments name (-n NAME, -nNAME, --name NAME,
// --name=NAME), else "alembic".
std::string ini_section(const std::vector<std::string>& alembic_args);
// Reads it from the section that `alembic_args` name, else from [alembic]. An Error
// (declaration) calls the file `name`.
Result<ScriptLocation> read_script_location(const std::filesystem::path& ini,
                                            const std::string& name,
                                            const std::vector<std::string>& alembic_args);
// The folders of version files that it names beside the script location's own (version_locations);
// none where it says nothing of them, or cannot be read.
std::vector<ScriptLocation> read_version_locations(const std::filesystem::path& ini,
                                                   const std::vector<std::string>& alembic_args);
// `shop.db:migrations` as shop/db/migrations, the folder below one of Python's where it may be;
// empty for what is no package's path, and for a value made of other values.
std::filesystem::path path_in_packages(const std::string& written);
// Where `flask` is run for migrations without a script_location of their own: the nearest folder
// above them that has an application's usual file, else the next above.
std::filesystem::path flask_directory(const std::filesystem::path& migrations,
                                      const std::filesystem::path& repository);
// Whether a folder holds migrations: Alembic needs an env.py in it.
bool holds_migrations(const std::filesystem::path& folder);

}  // namespace gate
