#include "gate/pipeline/server_trouble.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace gate {
namespace {

constexpr std::string_view disk_full = "53100";
constexpr std::array<std::string_view, 3> troubles{
    disk_full,
    "58030",  // io_error
    "XX001",  // data_corrupted
};

std::string last_words(Cluster& cluster) {
  const std::string log = cluster.log_tail();
  return log.empty() ? std::string() : "; the server's last words:\n" + log;
}

}  // namespace

bool is_server_trouble(const SqlError& error) {
  return std::find(troubles.begin(), troubles.end(), error.sqlstate) != troubles.end();
}

bool is_server_trouble(const QueryFailure& failure) {
  return failure.connection_lost || failure.deadline_passed || failure.interrupted ||
         is_server_trouble(failure.sql);
}

Error server_trouble(const SqlError& error, Cluster& cluster) {
  if (error.sqlstate == disk_full) {
    return {ErrorCode::infrastructure,
            fmt::format("the disk that the server works on is full: {}", error.primary),
            "Make room, or set TMPDIR to a folder with more of it."};
  }
  return {ErrorCode::infrastructure,
          fmt::format("the server failed: {} (SQLSTATE {}){}", error.primary, error.sqlstate,
                      last_words(cluster)),
          "Run it once more; if it fails again, file a type:reliability issue with this text."};
}

Error server_trouble(const QueryFailure& failure, Cluster& cluster) {
  if (failure.interrupted) return {ErrorCode::interrupted, "interrupted"};
  if (failure.connection_lost || !failure.sql.sqlstate.empty()) {
    return is_server_trouble(failure.sql) ? server_trouble(failure.sql, cluster)
                                          : server_gone(cluster);
  }
  return {ErrorCode::infrastructure, describe(failure) + last_words(cluster),
          "Run it once more; if it fails again, file a type:reliability issue with this text."};
}

Error server_gone(Cluster& cluster) {
  return {ErrorCode::infrastructure,
          fmt::format("the server went away in the middle of the step{}", last_words(cluster)),
          "See whether a migration ended it, or the machine ran out of memory; run it once more, "
          "and if it fails again, file a type:reliability issue with this text."};
}

}  // namespace gate
