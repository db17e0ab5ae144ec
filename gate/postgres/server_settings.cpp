#include "gate/postgres/server_settings.h"

#include <array>

namespace gate {
namespace {

// PostgreSQL manual, chapter 20 (server configuration).
constexpr std::array settings{
    // No safety: the data is gone in a minute (14.4.9, "Non-Durable Settings").
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "checkpoint_timeout=1h",
    "max_wal_size=256MB",
    // Little to start, nothing in the background.
    "autovacuum=off",
    "shared_buffers=32MB",
    "max_connections=50",
    "jit=off",
    // Files in the data directory, so that a server that is killed leaves nothing in /dev/shm.
    "dynamic_shared_memory_type=mmap",
    // A crash ends the server instead of wiping out, unseen, what the migration had done.
    "restart_after_crash=off",
    "password_encryption=scram-sha-256",
    // The log is read by the gate: in one language, with SQLSTATEs and statements.
    "log_destination=stderr",
    "logging_collector=off",
    "lc_messages=C",
    "log_error_verbosity=verbose",
    "log_line_prefix=%m [%p] ",
    "log_min_messages=warning",
    "log_min_error_statement=error",
    "log_statement=none",
    "log_checkpoints=off",
    "timezone=UTC",
    "log_timezone=UTC",
};

}  // namespace

std::vector<std::string> throw_away_settings() {
  std::vector<std::string> words;
  for (const char* setting : settings) {
    words.emplace_back("-c");
    words.emplace_back(setting);
  }
  return words;
}

}  // namespace gate
