// What PostgreSQL said, read from the exception that a Python driver made of it.
//
// psycopg2 (with and without a class for each error), psycopg 3, asyncpg, pg8000, and SQLAlchemy's
// wrapping of them.
#pragma once

#include <optional>
#include <string_view>

#include "gate/core/evidence.h"

namespace gate {

// Nothing where the exception is none of a database driver.
std::optional<SqlError> database_error(const ExceptionLink& link);

// Five letters or digits.
bool is_sqlstate(std::string_view text);

}  // namespace gate
