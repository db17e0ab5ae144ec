#include <fmt/format.h>

#include "gate/postgres/connection.h"

namespace gate {

std::string describe(const QueryFailure& failure) {
  std::string line = failure.sql.primary;
  if (!failure.sql.detail.empty()) line += ": " + failure.sql.detail;
  if (!failure.sql.sqlstate.empty()) line += " (SQLSTATE " + failure.sql.sqlstate + ")";
  return line;
}

Error error_from(const QueryFailure& failure, std::string_view doing) {
  if (failure.interrupted) return Error{ErrorCode::interrupted, "interrupted"};
  return Error{ErrorCode::infrastructure, fmt::format("cannot {}: {}", doing, describe(failure)),
               failure.deadline_passed ? "Give it more time with --timeout." : failure.sql.hint};
}

}  // namespace gate
