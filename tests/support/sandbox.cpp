#include "tests/support/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <system_error>
#include <thread>

#include "tests/support/report_schema.h"

extern char** environ;

namespace gate::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

const char* const ini = R"([alembic]
script_location = migrations
[loggers]
keys = root,alembic
[handlers]
keys = console
[formatters]
keys = plain
[logger_root]
level = WARN
handlers = console
qualname =
[logger_alembic]
level = INFO
handlers =
qualname = alembic
[handler_console]
class = StreamHandler
args = (sys.stderr,)
level = NOTSET
formatter = plain
[formatter_plain]
format = %(levelname)-5.5s [%(name)s] %(message)s
)";

const char* const env = R"(import os
from logging.config import fileConfig
from alembic import context
from sqlalchemy import create_engine

fileConfig(context.config.config_file_name)
engine = create_engine(os.environ["DATABASE_URL"])
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=None)
    with context.begin_transaction():
        context.run_migrations()
)";

std::string indented(const std::string& body) {
  std::istringstream lines(body);
  std::string result;
  for (std::string line; std::getline(lines, line);) result += "    " + line + "\n";
  return result;
}

std::vector<std::string> environment_with(const std::map<std::string, std::string>& extra) {
  std::vector<std::string> all;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text(*entry);
    if (extra.count(text.substr(0, text.find('='))) == 0) all.push_back(text);
  }
  for (const auto& [name, value] : extra) all.push_back(name + "=" + value);
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (std::string& text : texts) all.push_back(text.data());
  all.push_back(nullptr);
  return all;
}

std::vector<std::string> processes_naming(const std::string& text) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::string line = read_file(entry.path() / "cmdline");
    for (char& letter : line) letter = letter == '\0' ? ' ' : letter;
    if (line.find(text) != std::string::npos) found.push_back(line);
  }
  return found;
}

}  // namespace

std::string read_file(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  // Not by iterators: what /proc has of a process that ends meanwhile would throw.
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

Sandbox::Sandbox() {
  // On ext4, making files right after deleting many is slow; memory is not.
  std::string name =
      ::access("/dev/shm", W_OK) == 0 ? "/dev/shm/gatetest-XXXXXX" : "/tmp/gatetest-XXXXXX";
  path_ = ::mkdtemp(name.data());
  fs::create_directory(temporary());
  // PostgreSQL's own user passes through.
  for (const fs::path& folder : {path_, temporary()}) {
    fs::permissions(folder, static_cast<fs::perms>(0711));
  }
}

Sandbox::~Sandbox() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void Sandbox::write(const std::string& file, const std::string& text) const {
  fs::create_directories((path_ / file).parent_path());
  std::ofstream(path_ / file, std::ios::binary) << text;
}

void Sandbox::make_tree() const {
  write("db/alembic.ini", ini);
  write("db/migrations/env.py", env);
  fs::create_directories(path_ / "db/migrations/versions");
}

void Sandbox::migration(const std::string& revision, const std::string& down,
                        const std::string& upgrade, const std::string& downgrade) const {
  write("db/migrations/versions/" + revision + ".py",
        "\"\"\"revision " + revision +
            "\"\"\"\nimport os, sys\nimport sqlalchemy as sa\n"
            "from alembic import op\n\nrevision = \"" +
            revision + "\"\ndown_revision = " + (down.empty() ? "None" : "\"" + down + "\"") +
            "\nbranch_labels = None\ndepends_on = None\n\n\ndef upgrade():\n" + indented(upgrade) +
            "\n\ndef downgrade():\n" + indented(downgrade));
}

void Sandbox::declare(const json& extra) const {
  json declaration = {{"tree", "shop"}, {"alembic_ini", "db/alembic.ini"}, {"database", "shop_ci"}};
  declaration.update(extra);
  write("seeds/shop.json", declaration.dump(2));
}

pid_t Sandbox::start(std::vector<std::string> arguments,
                     const std::map<std::string, std::string>& environment) const {
  std::map<std::string, std::string> all = {{"TMPDIR", temporary().string()}};
  for (const auto& [name, value] : environment) all[name] = value;
  auto entries = environment_with(all);
  arguments.insert(arguments.begin(), GATE_BINARY);
  auto argv = pointers(arguments);
  auto envp = pointers(entries);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  const int flags = O_WRONLY | O_CREAT | O_TRUNC;
  ::posix_spawn_file_actions_addopen(&actions, 1, (path_ / "stdout").c_str(), flags, 0600);
  ::posix_spawn_file_actions_addopen(&actions, 2, (path_ / "stderr").c_str(), flags, 0600);
  ::posix_spawn_file_actions_addchdir_np(&actions, path_.c_str());
  pid_t pid = -1;
  const int failed = ::posix_spawn(&pid, GATE_BINARY, &actions, nullptr, argv.data(), envp.data());
  ::posix_spawn_file_actions_destroy(&actions);
  // A test that went on would send its signals to process -1: to every process there is.
  if (failed != 0) throw std::system_error(failed, std::generic_category(), GATE_BINARY);
  return pid;
}

Outcome Sandbox::finish(pid_t pid) const {
  Outcome outcome;
  int status = 0;
  ::waitpid(pid, &status, 0);
  outcome.code = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  outcome.out = read_file(path_ / "stdout");
  outcome.err = read_file(path_ / "stderr");
  const auto report = path_ / "report.json";
  if (fs::exists(report)) {
    const std::string text = read_file(report);
    EXPECT_EQ(refused_by_report_schema(text), "") << text;
    outcome.report = json::parse(text);
  }
  return outcome;
}

Outcome Sandbox::gate_as_is(std::vector<std::string> arguments,
                            const std::map<std::string, std::string>& environment) const {
  fs::remove(path_ / "report.json");
  return finish(start(std::move(arguments), environment));
}

Outcome Sandbox::gate(std::vector<std::string> arguments,
                      const std::map<std::string, std::string>& environment) const {
  for (const char* word : {"--server", "local", "--json", "report.json"}) {
    arguments.push_back(word);
  }
  return gate_as_is(std::move(arguments), environment);
}

std::vector<std::string> Sandbox::leftovers() const {
  std::vector<std::string> left;
  for (int tries = 0; tries < 100; ++tries) {
    left = processes_naming(path_.string());
    for (const auto& entry : fs::directory_iterator(temporary())) {
      left.push_back(entry.path().string());
    }
    if (left.empty()) return {};
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return left;
}

}  // namespace gate::test
