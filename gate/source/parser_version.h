// The PostgreSQL that libpg_query's parser is from.
#pragma once

#include <string>

namespace gate {

std::string parser_version();  // "15.1"

}  // namespace gate
