#include "gate/postgres/binaries.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>

#include "gate/postgres/server_words.h"
#include "gate/postgres/version.h"
#include "gate/process/child.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

bool holds_programs(const fs::path& folder) {
  const Binaries binaries{folder};
  return ::access(binaries.postgres().c_str(), X_OK) == 0 &&
         ::access(binaries.initdb().c_str(), X_OK) == 0;
}

// Debian and Ubuntu, Red Hat (PGDG), SUSE, Alpine.
std::vector<fs::path> packaged_folders(int major_version) {
  return {fmt::format("/usr/lib/postgresql/{}/bin", major_version),
          fmt::format("/usr/pgsql-{}/bin", major_version),
          fmt::format("/usr/lib/postgresql{}/bin", major_version),
          fmt::format("/usr/libexec/postgresql{}", major_version)};
}

std::vector<fs::path> candidates(const ServerOptions& options,
                                 const std::vector<std::string>& environment) {
  if (!options.pg_bin.empty()) return {fs::absolute(options.pg_bin)};
  auto folders = packaged_folders(options.major_version());
  if (const auto found = find_program("postgres", environment); !found.empty()) {
    std::error_code failed;
    const auto real = fs::canonical(found, failed);
    if (!failed) folders.push_back(real.parent_path());
  }
  return folders;
}

std::string remedy(const Binaries& binaries, const ServerOptions& options, int found) {
  const std::string other =
      options.declared_version
          ? fmt::format("declare \"postgres\": {}", found)
          : fmt::format("take this one with --pg-bin {}", binaries.folder.string());
  return fmt::format(
      "Install the package postgresql-{}, name the folder of its programs with "
      "--pg-bin, or {}.",
      options.major_version(), other);
}

}  // namespace

Result<Binaries> find_binaries(const ServerOptions& options,
                               const std::vector<std::string>& environment) {
  const auto folders = candidates(options, environment);
  std::string tried;
  for (const fs::path& folder : folders) {
    if (holds_programs(folder)) return Binaries{folder};
    tried += (tried.empty() ? "" : ", ") + folder.string();
  }
  return Error{
      ErrorCode::no_server,
      fmt::format("no postgresql {} server programs (postgres, initdb) in {}{}",
                  options.major_version(), tried, options.pg_bin.empty() ? " or on PATH" : ""),
      fmt::format("Install the package postgresql-{} (the server, not the client alone), "
                  "or name the folder of its programs with --pg-bin.",
                  options.major_version())};
}

Result<void> check_version(const Binaries& binaries, const ServerOptions& options,
                           const RunContext& context) {
  Command command;
  command.argv = {binaries.postgres().string(), "--version"};
  command.environment = server_environment();
  const auto done = run(command, context.lifeline, context.deadline, context.interrupt);
  if (!done) return done.error();
  if (!done->status.success()) {
    return trouble(
        fmt::format("{} --version: {}", binaries.postgres().string(), describe(done->status)),
        done->standard_error, binaries.folder);
  }
  const auto required = options.required_version(!options.pg_bin.empty());
  const int found = major_version_in(done->standard_output);
  if (!required || found == *required) return {};
  return Error{ErrorCode::no_server,
               fmt::format("{} is \"{}\", and version {} is {}", binaries.postgres().string(),
                           last_lines(done->standard_output, 1), *required,
                           options.declared_version ? "declared" : "looked for"),
               remedy(binaries, options, found)};
}

std::vector<std::string> server_environment() {
  std::vector<std::string> environment{"LC_ALL=C.UTF-8", "TZ=UTC"};
  for (const char* name : {"PATH", "LD_LIBRARY_PATH"}) {
    const char* value = std::getenv(name);
    if (value != nullptr) environment.push_back(fmt::format("{}={}", name, value));
  }
  return environment;
}

}  // namespace gate
