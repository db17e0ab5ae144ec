// The one private folder of a run, and the record of what has to be undone when the run dies.
//
// Below TMPDIR, else /dev/shm where there is room, else /tmp; mode 0711 (others pass through to
// what is theirs by name, nobody lists it). A lock held for the gate's life tells a live run from
// a dead one. What cannot be undone by removing the folder (containers, databases on a given
// server) is written to its manifest before it is made.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "gate/core/error.h"

namespace gate {

// Something that outlives a process and has to be undone by name.
struct Leftover {
  std::string kind;    // "container", "database", "role"
  std::string engine;  // the docker or podman client; empty for others
  std::string name;
  bool operator==(const Leftover&) const = default;
};

class RunDirectory {
 public:
  // A path that nothing has yet, so that a watcher can be told of it before it is made: a gate that
  // is killed between the two would leave it behind.
  static std::filesystem::path choose();
  // Makes it. An Error (infrastructure) names the folder and the reason.
  static Result<RunDirectory> create(const std::filesystem::path& chosen = choose());
  RunDirectory(RunDirectory&&) noexcept;
  RunDirectory& operator=(RunDirectory&&) = delete;
  ~RunDirectory();  // removes it unless kept

  const std::filesystem::path& path() const { return path_; }
  // A short word that is in the name of everything this run makes: "8f3kq2".
  const std::string& id() const { return id_; }
  // Notes what is about to be made, before it is made.
  Result<void> record(const Leftover& leftover);
  // Makes it survive this run and every sweep (--keep).
  void keep();

 private:
  RunDirectory() = default;
  std::filesystem::path path_;
  std::string id_;
  int lock_ = -1;
  bool kept_ = false;
};

// What a run's manifest names; empty where there is none.
std::vector<Leftover> read_manifest(const std::filesystem::path& run_directory);
// Run folders of this user that no living gate holds and nobody kept.
std::vector<std::filesystem::path> dead_run_directories();
// Removes a folder and all below it, as far as it can. True when it is gone.
bool remove_folder(const std::filesystem::path& folder) noexcept;

}  // namespace gate
