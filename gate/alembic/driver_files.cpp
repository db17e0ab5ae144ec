#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "gate/alembic/driver.h"
#include "gate/alembic/embedded_driver.h"

namespace gate {

Result<void> write_driver(const std::filesystem::path& folder) {
  for (const EmbeddedFile& file : embedded_driver()) {
    const auto path = folder / file.name;
    std::error_code failed;
    std::filesystem::create_directories(path.parent_path(), failed);
    std::ofstream stream(path, std::ios::binary);
    stream << file.text;
    stream.flush();
    if (stream.good()) continue;
    return Error{ErrorCode::infrastructure, fmt::format("cannot write {}", path.string()),
                 "Set TMPDIR to a folder with room that you may write."};
  }
  return {};
}

std::string target_request(const Declaration& declaration, const ChildEnvironment& environment,
                           const ConnectionFacts& connection, const LoadedTree& tree,
                           const std::filesystem::path& settings) {
  // What the environment had keeps its scheme.
  const auto supplied = gate::supplied(tree.needs.variables, declaration);
  auto replace = environment.replace;
  replace.insert(supplied.urls.begin(), supplied.urls.end());
  const nlohmann::json request = {{"request", "target"},
                                  {"host", connection.host},
                                  {"port", connection.port},
                                  {"user", connection.user},
                                  {"password", connection.password},
                                  {"database", connection.database},
                                  {"declared", !declaration.file.empty()},
                                  {"url_variables", declaration.url_variables},
                                  {"replace", replace},
                                  {"parts", supplied.parts},
                                  {"environment", declaration.environment},
                                  {"version_locations", tree.version_locations},
                                  {"settings", settings.string()}};
  return request.dump();
}

Result<void> write_settings(const std::filesystem::path& file, const std::string& request) {
  const int descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const auto written = descriptor < 0 ? -1 : ::write(descriptor, request.data(), request.size());
  if (descriptor >= 0) ::close(descriptor);
  if (written == static_cast<ssize_t>(request.size())) return {};
  return Error{ErrorCode::infrastructure, fmt::format("cannot write {}", file.string()),
               "Set TMPDIR to a folder with room that you may write."};
}

}  // namespace gate
