#include "gate/log/trouble_words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace gate {
namespace {

struct Words {
  std::string_view words;
  Trouble trouble;
};

constexpr std::array<Words, 21> in_messages{{
    {"Connection refused", Trouble::no_connection},
    {"could not translate host name", Trouble::no_connection},
    {"Name or service not known", Trouble::no_connection},
    {"Temporary failure in name resolution", Trouble::no_connection},
    {"nodename nor servname provided", Trouble::no_connection},
    {"timeout expired", Trouble::no_connection},
    {"connection timeout expired", Trouble::no_connection},
    {"could not connect to server", Trouble::no_connection},
    {"Connect call failed", Trouble::no_connection},
    {"Can't create a connection to host", Trouble::no_connection},
    {"consuming input failed", Trouble::server_down},
    {"SSL connection has been closed unexpectedly", Trouble::server_down},
    {"No such file or directory\n\tIs the server running", Trouble::no_connection},
    {"server closed the connection unexpectedly", Trouble::server_down},
    {"connection was closed in the middle of operation", Trouble::server_down},
    {"the database system is starting up", Trouble::server_down},
    {"the database system is shutting down", Trouble::server_down},
    {"the database system is in recovery mode", Trouble::server_down},
    {"terminating connection due to", Trouble::server_down},
    {"No space left on device", Trouble::disk_full},
    {"out of shared memory", Trouble::none},
}};

constexpr std::array<Words, 6> at_begin{{
    {"Cannot connect to the Docker daemon", Trouble::no_engine},
    {"docker: Error response from daemon", Trouble::no_engine},
    {"Error response from daemon", Trouble::no_engine},
    {"##[error]One or more containers failed to start", Trouble::no_engine},
    {"##[error]Failed to initialize container", Trouble::no_engine},
    {"##[error]The operation was canceled", Trouble::cancelled},
}};

// Tools whose error lines speak of the connection.
constexpr std::array<std::string_view, 6> clients{
    "psql: ", "createdb: ", "pg_isready: ", "pg_restore: ", "dropdb: ", "pg_dump: "};

constexpr std::array<std::string_view, 12> failing{"##[error]",
                                                   "::error",
                                                   "Error: ",
                                                   "error: ",
                                                   "fatal: ",
                                                   "panic: ",
                                                   "npm ERR! ",
                                                   "make: *** ",
                                                   "FAILED ",
                                                   "ERROR: ",
                                                   "Segmentation fault",
                                                   "FATAL: "};

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

template <class List>
bool begins_with_one(const List& list, std::string_view line) {
  return std::any_of(list.begin(), list.end(),
                     [&](std::string_view one) { return line.starts_with(one); });
}

// "Killed", or bash's "run.sh: line 3:  1234 Killed                  alembic upgrade head".
bool says_killed(std::string_view line) {
  if (line == "Killed") return true;
  const auto at = line.find(" Killed ");
  const auto script = line.find(": line ");
  return at != line.npos && script != line.npos && script < at && script < 100;
}

}  // namespace

Trouble trouble_in_message(std::string_view message) {
  for (const Words& one : in_messages) {
    if (has(message, one.words)) return one.trouble;
  }
  return Trouble::none;
}

Trouble trouble_in_line(std::string_view line) {
  if (line.empty() || line.front() == ' ') return Trouble::none;
  if (begins_with_one(clients, line)) {
    const Trouble trouble = trouble_in_message(line);
    if (trouble == Trouble::none && has(line, "FATAL:  ")) return Trouble::no_connection;
    return trouble;
  }
  for (const Words& one : at_begin) {
    if (line.starts_with(one.words)) return one.trouble;
  }
  if (says_killed(line)) return Trouble::out_of_memory;
  if (line.starts_with("##[error]The job running on runner") &&
      has(line, "exceeded the maximum execution time")) {
    return Trouble::cancelled;
  }
  return Trouble::none;
}

bool says_failed(std::string_view line) {
  if (has(line, " Segmentation fault ") && has(line, ": line ")) return true;
  return begins_with_one(failing, line) || line.ends_with(": command not found") ||
         exit_status_in(line) > 0;
}

int exit_status_in(std::string_view line) {
  if (line == "Job succeeded") return 0;
  for (const std::string_view mark :
       {"Process completed with exit code ", "Process exited with status ", " exited with code ",
        "exit code: ", "exit code ", "exit status ", "EXIT_CODE=", "exit="}) {
    const auto at = line.find(mark);
    if (at == line.npos || at > 80) continue;
    // At the beginning, behind a runner's mark, or behind one word (a container's name).
    const std::string_view before = line.substr(0, at);
    const bool plain = before.empty() || before.starts_with("##[") || before.ends_with("]: ") ||
                       (mark.starts_with(' ') && !has(before, " ")) || before == "Job failed: ";
    if (!plain && before != "ERROR: Job failed: ") continue;
    int status = -1;
    const std::string_view number = line.substr(at + mark.size());
    if (std::from_chars(number.data(), number.data() + number.size(), status).ec == std::errc())
      return status;
  }
  return -1;
}

}  // namespace gate
