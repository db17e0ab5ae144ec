#include <fmt/format.h>

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
                           const ConnectionFacts& connection) {
  const nlohmann::json request = {{"request", "target"},
                                  {"host", connection.host},
                                  {"port", connection.port},
                                  {"user", connection.user},
                                  {"password", connection.password},
                                  {"database", connection.database},
                                  {"url_variables", declaration.url_variables},
                                  {"replace", environment.replace},
                                  {"environment", declaration.environment}};
  return request.dump();
}

}  // namespace gate
