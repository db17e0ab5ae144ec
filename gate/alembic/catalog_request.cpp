#include "gate/alembic/catalog_request.h"

#include <nlohmann/json.hpp>

#include "gate/postgres/catalog.h"

namespace gate {

nlohmann::json catalog_request(const AlembicCommand& command) {
  return {{"revision", command.read_schema_before},
          {"settings", {catalog_settings()}},
          {"queries", catalog_queries(command.server_version)}};
}

}  // namespace gate
