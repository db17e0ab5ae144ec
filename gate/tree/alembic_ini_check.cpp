#include <fmt/format.h>

#include "gate/tree/alembic_ini.h"
#include "gate/tree/declaration.h"

namespace gate {

Result<void> check_alembic_ini(const Declaration& declaration) {
  const auto name = declaration.alembic_ini.string();
  auto failed = [&](Error error) {
    error.tree = declaration.tree;
    return error;
  };
  const auto location =
      read_script_location(declaration.alembic_ini, name, declaration.alembic_args);
  if (!location) return failed(location.error());
  if (location->kind == ScriptLocation::Kind::for_python) return {};

  const auto folder = (declaration.directory / location->path).lexically_normal();
  if (holds_migrations(folder)) return {};
  const bool relative = location->kind == ScriptLocation::Kind::relative;
  return failed({ErrorCode::declaration,
                 fmt::format("{}: found script_location = {}, where there is no {}, expected a "
                             "folder with env.py",
                             name, location->written, (folder / "env.py").string()),
                 relative ? fmt::format("Alembic takes it relative to the folder it is run in, "
                                        "here {}; mend it, or declare the right \"directory\".",
                                        declaration.directory.string())
                          : "Mend script_location, or make the folder with `alembic init`.",
                 {},
                 {}});
}

}  // namespace gate
