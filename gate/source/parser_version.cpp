#include "gate/source/parser_version.h"

#include <pg_query.h>

namespace gate {

std::string parser_version() { return PG_VERSION; }

}  // namespace gate
