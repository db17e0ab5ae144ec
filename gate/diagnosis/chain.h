// The revisions as a chain: who follows whom, for causes that have to say where it went wrong.
//
// Of the values in the Evidence only, and forgiving: a parent that exists nowhere is left out, an
// id that two files claim has both their parents. The files must outlive it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gate/core/revision.h"

namespace gate {

using RevisionFiles = std::vector<const RevisionFile*>;

class Chain {
 public:
  explicit Chain(const std::vector<RevisionFile>& files);

  bool has(const std::string& id) const { return files_.count(id) != 0; }
  // The ids, each once, in order.
  std::vector<std::string> ids() const;
  // The files that claim an id, in the order read; none where it exists nowhere.
  RevisionFiles files_of(const std::string& id) const;
  // The files that name it as their down_revision.
  RevisionFiles successors(const std::string& id) const;
  // Ids that no file follows, in order.
  std::vector<std::string> heads() const;
  // These and all that they follow by down_revision.
  std::set<std::string> below(const std::vector<std::string>& ids) const;
  // These and all that follow them.
  std::set<std::string> above(const std::vector<std::string>& ids) const;
  // The nearest revision that all of these follow; empty where they have none in common.
  std::string common_ancestor(const std::vector<std::string>& ids) const;

 private:
  std::map<std::string, RevisionFiles> files_;
  std::map<std::string, RevisionFiles> successors_;
};

}  // namespace gate
