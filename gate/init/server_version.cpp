#include "gate/init/server_version.h"

#include <algorithm>
#include <tuple>

#include "gate/source/service_images.h"
#include "gate/tree/text_file.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

void read(const std::vector<fs::path>& files, bool of_ci, std::vector<StatedServer>& into) {
  for (const fs::path& file : files) {
    const auto text = read_text_file(file, file.string());
    if (!text) continue;
    for (const ServiceImage& one : postgres_images(*text)) {
      into.push_back({file, one.image, one.postgres, of_ci});
    }
  }
}

// How many folders both lie in.
std::ptrdiff_t shared_folders(const fs::path& file, const fs::path& directory) {
  const auto [left, right] =
      std::mismatch(file.begin(), file.end(), directory.begin(), directory.end());
  return std::distance(file.begin(), left);
}

}  // namespace

std::vector<StatedServer> stated_servers(const Survey& survey) {
  std::vector<StatedServer> servers;
  read(survey.compositions, false, servers);
  read(survey.workflows, true, servers);
  return servers;
}

ServerVersion server_version(const std::vector<StatedServer>& stated, const fs::path& directory) {
  ServerVersion version;
  const auto nearness = [&](const StatedServer& one) {
    return std::make_tuple(one.of_ci, -shared_folders(one.file, directory));
  };
  const auto nearest = std::min_element(stated.begin(), stated.end(),
                                        [&](const StatedServer& one, const StatedServer& other) {
                                          return nearness(one) < nearness(other);
                                        });
  if (nearest == stated.end()) return version;
  version.stated = &*nearest;
  for (const StatedServer& one : stated) {
    const auto same = [&](const StatedServer* other) { return other->postgres == one.postgres; };
    if (!same(version.stated) &&
        std::none_of(version.contradicted.begin(), version.contradicted.end(), same)) {
      version.contradicted.push_back(&one);
    }
  }
  return version;
}

}  // namespace gate
