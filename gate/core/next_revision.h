// What a new migration of a tree should be called, and what it should follow.
#pragma once

#include <string>
#include <vector>

namespace gate {

// An id that somebody else has taken, on a branch that is not merged here.
struct TakenId {
  std::string id;
  std::string ref;
  std::string file;  // relative to the repository
};

struct NextRevision {
  std::string tree;
  std::string title;
  std::string branch;  // the declared head (a label) that it continues; empty: the tree
  std::string id;      // empty: Alembic makes one up
  std::string file;    // its name, `<slug>` for its words; empty: Alembic makes it
  std::vector<std::string>
      parents;             // one; several where the chain has several heads; none at first
  std::string parent_ref;  // where the parent is, if this branch does not have it yet
  std::vector<TakenId> taken;
  std::vector<std::string> notes;
};

}  // namespace gate
