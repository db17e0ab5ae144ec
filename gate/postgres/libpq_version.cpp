#include "gate/postgres/libpq_version.h"

#include <fmt/format.h>
#include <libpq-fe.h>

namespace gate {

std::string libpq_version() {
  const int number = ::PQlibVersion();  // 150020
  return fmt::format("{}.{}", number / 10000, number % 10000);
}

}  // namespace gate
