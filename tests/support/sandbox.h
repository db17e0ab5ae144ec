// A private folder with a tree made up on the spot, and the real gate run in it as a user would.
//
// TMPDIR of the gate lies inside, so that whatever a run leaves behind is found. The gate is
// started by posix_spawn, with nothing of its own helping it to clear up.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace gate::test {

struct Outcome {
  int code = -1;  // exit status, or 128 + signal
  std::string out;
  std::string err;
  nlohmann::json report;  // of --json, null where none was written
};

class Sandbox {
 public:
  Sandbox();
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::filesystem::path temporary() const { return path_ / "tmp"; }
  void write(const std::string& file, const std::string& text) const;
  // alembic.ini, env.py (reads DATABASE_URL) and the folder of versions, in `db/`.
  void make_tree() const;
  // A version file of that tree; bodies are lines of Python, indented here.
  void migration(const std::string& revision, const std::string& down, const std::string& upgrade,
                 const std::string& downgrade = "pass") const;
  // seeds/shop.json for that tree with the given extra keys.
  void declare(const nlohmann::json& extra = nlohmann::json::object()) const;

  // Runs the gate here with --server local and --json; `environment` is added to our own.
  Outcome gate(std::vector<std::string> arguments,
               const std::map<std::string, std::string>& environment = {}) const;
  // Exactly these arguments.
  Outcome gate_as_is(std::vector<std::string> arguments,
                     const std::map<std::string, std::string>& environment = {}) const;
  // Only starts it; output goes to files in the sandbox.
  pid_t start(std::vector<std::string> arguments,
              const std::map<std::string, std::string>& environment = {}) const;
  Outcome finish(pid_t pid) const;

  // Folders in TMPDIR and processes that name the sandbox; waits up to five seconds for none.
  std::vector<std::string> leftovers() const;

 private:
  std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);

}  // namespace gate::test
