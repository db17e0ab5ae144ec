// Which PostgreSQL a repository's own files say that its trees run on.
//
// What development's containers run comes before what CI runs; nearer files before farther ones.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gate/init/survey.h"

namespace gate {

struct StatedServer {
  std::filesystem::path file;
  std::string image;
  int postgres = 0;
  bool of_ci = false;
};

// Every image of PostgreSQL in the compose files and workflows that were found.
std::vector<StatedServer> stated_servers(const Survey& survey);

struct ServerVersion {
  const StatedServer* stated = nullptr;           // null where no file says
  std::vector<const StatedServer*> contradicted;  // one for each other version that files state
};
ServerVersion server_version(const std::vector<StatedServer>& stated,
                             const std::filesystem::path& directory);

}  // namespace gate
