// What a tree's version files say: one value per file, and the faults of the graph they make.
//
// Words are Alembic's: revision, down_revision, head, base, mergepoint, branch label.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace gate {

// One version file as read with Python's ast, or as Alembic's own map has it.
struct RevisionFile {
  std::string file;       // absolute path
  std::string revision;   // empty where none could be read
  int revision_line = 0;  // line of the `revision` assignment, 0 unknown
  std::vector<std::string> down_revisions;
  int down_line = 0;  // line of the `down_revision` assignment, 0 unknown
  std::vector<std::string> depends_on;
  int depends_line = 0;  // line of the `depends_on` assignment, 0 unknown
  std::vector<std::string> branch_labels;
  std::string message;              // first line of the docstring
  int downgrade_line = 0;           // of `def downgrade`, 0 unknown
  bool downgrade_is_empty = false;  // nothing in it does anything: `pass`
  std::string problem;              // slug: syntax-error, no-revision, not-literal, ...
  std::string problem_message;
  int problem_line = 0;
};

enum class GraphFaultKind {
  unreadable_file,
  duplicate_revision,
  missing_parent,
  cycle,
  multiple_heads,
  stray_head  // in a tree whose heads are declared: one that none of their labels leads to
};

// One fault of the graph with the files that prove it.
struct GraphFault {
  GraphFaultKind kind;
  std::string revision;                // the id concerned; for heads the first of them
  std::string reference;               // missing_parent: the id that exists nowhere
  std::vector<RevisionFile> files;     // the files that prove it, in order of id
  std::vector<std::string> revisions;  // heads, or the ids on the cycle
  std::string branch = {};  // multiple_heads: the declared label that has them; empty: the tree
};

}  // namespace gate
