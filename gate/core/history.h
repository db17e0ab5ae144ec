// What git says of the files that a finding concerns. Empty where there is no repository.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace gate {

struct Commit {
  std::string id;       // abbreviated
  std::string date;     // of the author, ISO 8601, with the offset
  std::string subject;  // first line of the message
};

// When a version file came into the history that HEAD has.
struct FileHistory {
  std::string file;              // absolute
  bool committed = true;         // false: only in the working tree
  std::optional<Commit> added;   // the commit that added it, through renames; none: not committed,
                                 // or from before what a shallow clone knows
  std::optional<Commit> merged;  // the merge that brought it to the first-parent line, if any
  std::size_t order = 0;         // 1 the earliest of those asked for; what came later is higher,
                                 // what came at once is alike
};

// What became of a revision id that no file has any more.
struct IdHistory {
  enum class Fate { deleted, renumbered, not_merged };
  std::string id;
  Fate fate = Fate::deleted;
  std::string file;    // that had it (deleted, renumbered) or has it (not_merged); repository path
  std::string new_id;  // renumbered
  std::vector<std::string> down_revisions;  // that it followed
  std::string branch;                       // not_merged: where it is
  Commit commit;
};

struct HistoryFacts {
  bool known = false;       // a git repository with a commit
  std::string why_unknown;  // "there is no git repository"; may say what a known one lacks
  std::vector<FileHistory> files;
  std::vector<IdHistory> ids;
  // Whether the change under test (against the base it will merge into) touches what the tree
  // watches; nothing where no base is known.
  std::optional<bool> migrations_changed;
  std::string base;                    // the ref compared with
  std::vector<std::string> new_files;  // version files that the base does not have; absolute
  // Version files that changed lately and touch a seeded table, in words: "the schema of admins, a
  // seeded table, was changed by 0014 (PR #99)".
  std::vector<std::string> seeded_schema_changes;
  // Ways in which a workflow was made to pass without the gate, in words.
  std::vector<std::string> gate_bypassed;
};

}  // namespace gate
