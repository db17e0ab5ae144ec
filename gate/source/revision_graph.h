// The graph that a tree's version files make, and what is wrong with it, without a database.
//
// Pure functions over values that somebody else read: no file, no Python, no Alembic. Linear in
// the number of revisions and free of recursion, so that a chain of 10,000 costs milliseconds.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/error.h"
#include "gate/core/revision.h"

namespace gate {

// Every fault, in the order to mend them: files that cannot be read, ids that are there twice,
// parents that exist nowhere, cycles, several heads. Heads that are only there because of another
// fault are not reported as heads.
std::vector<GraphFault> faults(const std::vector<RevisionFile>& files);

// Questions about a graph. On one with faults it answers as far as the files make sense: of a
// duplicate id the first file counts, a parent that does not exist is left out.
class RevisionGraph {
 public:
  explicit RevisionGraph(const std::vector<RevisionFile>& files);

  bool empty() const { return nodes_.empty(); }
  bool contains(std::string_view revision) const;
  // Revisions that no other names as its down_revision, in order of id.
  std::vector<std::string> heads() const;
  // Revisions without a down_revision, in order of id.
  std::vector<std::string> bases() const;
  // The one revision with this id, else the one that starts so; a trailing + is for the label.
  // Errors (declaration): none, several.
  Result<std::string> resolve(std::string_view id_or_prefix) const;
  // The down_revisions that exist.
  std::vector<std::string> parents(std::string_view revision) const;
  bool is_merge(std::string_view revision) const;
  // Everything `upgrade <revision>` applies before it, in order of the chain; not itself.
  std::vector<std::string> ancestors(std::string_view revision) const;
  // Parents before children; the place in it sorts findings. Revisions on a cycle come last.
  std::size_t position(std::string_view revision) const;

  // The rows of Alembic's version table after `upgrade target` from empty, in order of id.
  std::vector<std::string> expected_versions(std::string_view target) const;
  // The rows after `downgrade parent` from expected_versions(target), in order of id.
  std::vector<std::string> after_downgrade_to(std::string_view target,
                                              std::string_view parent) const;

 private:
  using Index = std::size_t;
  struct Node {
    std::string id;
    std::vector<Index> down;          // down_revisions
    std::vector<Index> dependencies;  // depends_on
    std::size_t position = 0;
  };
  std::optional<Index> find(std::string_view revision) const;
  std::vector<Node> nodes_;
  std::map<std::string, Index, std::less<>> by_id_;
};

}  // namespace gate
