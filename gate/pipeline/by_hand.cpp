#include "gate/pipeline/by_hand.h"

#include <unistd.h>

#include <filesystem>

#include "gate/postgres/version.h"
#include "gate/process/child.h"

namespace gate {

ByHand by_hand(const Declaration& declaration, const TreeNeeds& needs, const ServerFacts& server,
               const std::string& interpreter) {
  ByHand result;
  const auto beside = std::filesystem::path(interpreter).parent_path() / "alembic";
  std::error_code failed;
  if (std::filesystem::exists(beside, failed) &&
      find_program("alembic", own_environment()) != beside) {
    result.alembic = beside;
  }
  result.programs = server.programs;
  const int booted = major_version_in(server.version);
  result.postgres = booted != 0 ? booted : declaration.postgres.value_or(default_major_version);
  result.supplied = supplied(needs.variables, declaration);
  result.flask = needs.flask;
  if (::geteuid() == 0) result.as_user = "runuser -u postgres -- ";
  return result;
}

}  // namespace gate
