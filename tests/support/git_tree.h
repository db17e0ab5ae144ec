// A git repository made on the spot, the same on every machine: no configuration but its own, dates
// that are given.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tests/support/variable.h"

namespace gate::test {

class GitTree {
 public:
  // Makes a repository in the folder, with the branch `main` and no commit.
  explicit GitTree(std::filesystem::path folder);

  const std::filesystem::path& path() const { return path_; }
  // Runs `git <arguments>` there and gives what it prints; throws where it fails.
  std::string git(const std::vector<std::string>& arguments) const;
  void write(const std::string& file, const std::string& text) const;
  void remove(const std::string& file) const;
  // Commits all there is; each one a day after the one before. Gives its abbreviated id.
  std::string commit(const std::string& message);
  // Merges a branch with a merge commit. Gives its abbreviated id.
  std::string merge(const std::string& branch, const std::string& message);
  void branch(const std::string& name) const { git({"switch", "-q", "-c", name}); }
  void go_to(const std::string& name) const { git({"switch", "-q", name}); }

 private:
  void next_day();

  std::filesystem::path path_;
  ScopedVariable global_{"GIT_CONFIG_GLOBAL", "/dev/null"};
  ScopedVariable system_{"GIT_CONFIG_SYSTEM", "/dev/null"};
  ScopedVariable base_{"GITHUB_BASE_REF", std::nullopt};
  ScopedVariable branch_{"GITHUB_HEAD_REF", std::nullopt};
  int day_ = 0;
  std::string date_;
};

}  // namespace gate::test
