#include "gate/postgres/data_directory.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <fstream>

#include "gate/postgres/password.h"
#include "gate/postgres/private_file.h"
#include "gate/postgres/server_words.h"
#include "gate/postgres/template_store.h"

namespace gate {
namespace {

namespace fs = std::filesystem;

// How long another gate may take to make the same template.
constexpr auto patience = std::chrono::seconds(30);

// https://www.postgresql.org/docs/15/app-initdb.html. Small WAL segments make the copy small.
const std::vector<std::string> initdb_options{"--username=postgres", "--auth=scram-sha-256",
                                              "--encoding=UTF8",     "--locale=C.UTF-8",
                                              "--wal-segsize=1",     "--no-sync"};

constexpr std::string_view host_based_authentication = "host all all 127.0.0.1/32 scram-sha-256\n";

// initdb copies the machine's locales into pg_collation: with others it gives another result.
std::string recipe(const ServerOptions& options) {
  struct stat locales {};
  ::stat("/usr/lib/locale/locale-archive", &locales);
  // What check_version() has passed.
  const int version = options.required_version(!options.pg_bin.empty()).value_or(0);
  return fmt::format("{} {} {} {}", version, fmt::join(initdb_options, " "),
                     host_based_authentication, locales.st_mtim.tv_sec);
}

bool give_to(const std::optional<UserIdentity>& user, const fs::path& path) {
  return !user || ::chown(path.c_str(), user->uid, user->gid) == 0;
}

Result<void> make_empty(const fs::path& data, const std::optional<UserIdentity>& user) {
  std::error_code failed;
  fs::remove_all(data, failed);
  if (::mkdir(data.c_str(), 0700) == 0 && give_to(user, data)) return {};
  return trouble("cannot make " + data.string(), std::strerror(errno), data.parent_path());
}

// One step in the making of one data directory.
class Maker {
 public:
  Maker(const DataDirectoryOrder& order, const RunContext& context)
      : order_(order), context_(context), data_(order.folder / "data") {}

  Result<DataDirectory> copy(const Template& from) const {
    if (const auto made = make_empty(data_, order_.user); !made) return made.error();
    Command command = in_data({"tar", "-x", "-f", "-", "-C", data_.string()});
    command.input_file = from.archive;
    if (const auto done = run_well(command, "cannot copy a data directory"); !done) {
      return done.error();
    }
    return DataDirectory{data_, from.password};
  }

  Result<DataDirectory> initialise() const {
    const auto version = check_version(order_.binaries, order_.options, context_);
    if (!version) return version.error();
    if (const auto made = make_empty(data_, order_.user); !made) return made.error();
    const std::string password = random_password();
    const fs::path file = order_.folder / "password";
    if (!write_private_file(file, password) || !give_to(order_.user, file)) {
      return trouble("cannot write " + file.string(), std::strerror(errno), order_.folder);
    }
    Command command = in_data({order_.binaries.initdb().string(), "--pgdata=" + data_.string(),
                               "--pwfile=" + file.string()});
    command.argv.insert(command.argv.end(), initdb_options.begin(), initdb_options.end());
    const auto done = run_well(command, "cannot make a data directory");
    ::unlink(file.c_str());
    if (!done) return done.error();
    std::ofstream(data_ / "pg_hba.conf", std::ios::trunc) << host_based_authentication;
    return DataDirectory{data_, password};
  }

  bool archive(const fs::path& to) const {
    Command command = in_data({"tar", "-c", "-f", to.string(), "-C", data_.string(), "."});
    command.user.reset();
    return run_well(command, "cannot archive a data directory").has_value();
  }

 private:
  // In "/", because the user dropped to may not be able to enter the gate's own folder.
  Command in_data(std::vector<std::string> words) const {
    Command command;
    command.argv = std::move(words);
    command.environment = server_environment();
    command.directory = "/";
    command.user = order_.user;
    return command;
  }

  Result<void> run_well(const Command& command, std::string_view what) const {
    const auto done = run(command, context_.lifeline, context_.deadline, context_.interrupt);
    if (!done) return done.error();
    if (done->status.success()) return {};
    const auto& words = done->standard_error;
    return trouble(fmt::format("{}: {}: {}", what, command.argv.front(), describe(done->status)),
                   words.empty() ? done->standard_output : words, order_.folder);
  }

  const DataDirectoryOrder& order_;
  const RunContext& context_;
  fs::path data_;
};

}  // namespace

Result<DataDirectory> make_data_directory(const DataDirectoryOrder& order, bool renew,
                                          const RunContext& context) {
  const Maker maker(order, context);
  const TemplateStore store(context.directory.path(), order.binaries.postgres(),
                            recipe(order.options));
  if (const auto known = store.find(); known && !renew) return maker.copy(*known);
  // Without the lock there is only no template for others.
  const auto lock = store.lock(context.deadline.at_most(patience), context.interrupt);
  // Somebody else may have made it while we waited for the lock.
  if (const auto known = store.find(); known && !renew) return maker.copy(*known);
  auto made = maker.initialise();
  if (made && lock) {
    store.put(made->password, [&maker](const fs::path& file) { return maker.archive(file); });
  }
  return made;
}

}  // namespace gate
