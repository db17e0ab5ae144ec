// The git repository that a folder lies in, asked through the `git` program.
//
// It only reads: no lock is taken, nothing is written, nothing is fetched, and none of the programs
// that a repository's configuration or attributes can name is run (hooks, fsmonitor, pagers, text
// converters, external diffs, filters, merge drivers, signature checks). Where an answer is made of
// new objects (a merge), they and the index go into a folder of ours: writing_to(). Whatever git
// refuses or lacks is NotKnown. What is asked of it is in the files beside this one, one question
// each.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "gate/core/deadline.h"
#include "gate/git/not_known.h"
#include "gate/process/interrupt.h"
#include "gate/process/lifeline.h"

namespace gate {

// What a question to git came to that may be answered with no.
struct GitAnswer {
  bool yes = true;  // exit status 0; a no is 1
  std::string text;
};

class GitRepository {
 public:
  // The repository whose working tree holds the folder: its own, a linked worktree's, a
  // submodule's. NotKnown: no git program, no repository, one that git refuses (safe.directory),
  // no commit yet.
  static Known<GitRepository> open(const std::filesystem::path& folder, const Lifeline& lifeline,
                                   const Deadline& deadline, const Interrupt& interrupt);

  // The top folder of the working tree, without symbolic links.
  const std::filesystem::path& top() const { return top_; }
  // The full id of the commit checked out.
  const std::string& head() const { return head_; }
  // The branch checked out ("refs/heads/main"); empty where HEAD is detached.
  const std::string& branch() const { return branch_; }
  // Whether the history was cut off when it was cloned.
  bool shallow() const { return shallow_; }
  // The same repository, where what git has to write goes into this folder, which is made: objects,
  // the index. The user's repository is not added to.
  Known<GitRepository> writing_to(const std::filesystem::path& folder) const;
  // A file or folder as git names it, relative to the top; nothing where it lies outside.
  std::optional<std::string> path_of(const std::filesystem::path& file) const;
  // What `git <arguments>` prints, run at the top. NotKnown when it fails, is too late, or prints
  // more than anyone wants to hold in memory.
  Known<std::string> ask(std::vector<std::string> arguments, const Deadline& deadline) const;
  // The same of what may be answered with no, and may read from its stdin, for which it has to be
  // one that writes to a folder of ours.
  Known<GitAnswer> answer(std::vector<std::string> arguments, const Deadline& deadline,
                          const std::string& input = {}) const;
  // The full id of the commit that a name stands for; nothing where there is none.
  std::optional<std::string> commit_of(const std::string& name, const Deadline& deadline) const;

 private:
  GitRepository(std::string program, const Lifeline& lifeline, const Interrupt& interrupt);
  Known<std::string> run_git(const std::filesystem::path& directory,
                             const std::vector<std::string>& arguments,
                             const Deadline& deadline) const;
  Known<GitAnswer> answer_in(const std::filesystem::path& directory,
                             const std::vector<std::string>& arguments, const std::string& input,
                             const Deadline& deadline) const;
  Known<bool> read_layout(const std::filesystem::path& folder, const Deadline& deadline);
  void switch_programs_off(const Deadline& deadline);

  std::string program_;
  std::vector<std::string> settings_;  // "-c name=value" before every sub-command
  std::filesystem::path top_;
  std::filesystem::path objects_;
  std::filesystem::path scratch_;  // what is written goes there; empty: nothing may be
  std::string head_;
  std::string branch_;
  bool shallow_ = false;
  const Lifeline* lifeline_;
  const Interrupt* interrupt_;
};

}  // namespace gate
