// The graph that a tree's version files make, and what is wrong with it, without a database.
//
// Pure functions over values that somebody else read: no file, no Python, no Alembic. Linear in
// the number of revisions and free of recursion, so that a chain of 10,000 costs milliseconds.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/error.h"
#include "gate/core/revision.h"
#include "gate/source/adjacency.h"

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

  bool empty() const { return ids_.empty(); }
  bool contains(std::string_view revision) const;
  // Revisions that no other names as its down_revision, in order of id.
  std::vector<std::string> heads() const;
  // Revisions without a down_revision, in order of id.
  std::vector<std::string> bases() const;
  // The one revision with this id, else the one that starts so; a trailing + is for the label.
  // Errors (declaration): none, several.
  Result<std::string> resolve(std::string_view id_or_prefix) const;
  // The down_revisions that exist, in the order written.
  std::vector<std::string> parents(std::string_view revision) const;
  bool is_merge(std::string_view revision) const;
  // Everything `upgrade <revision>` applies before it, in order of the chain; not itself.
  std::vector<std::string> ancestors(std::string_view revision) const;
  // Parents before children; the place in it sorts findings. Revisions on a cycle come last.
  std::size_t position(std::string_view revision) const;

  // The rows of Alembic's version table after `upgrade target` from empty, in order of id.
  std::vector<std::string> expected_versions(std::string_view target) const;
  // The rows after `downgrade parent` from there, in order of id; `base` leaves none. Above a
  // merge both parents stay, above a depends_on what it names.
  std::vector<std::string> after_downgrade_to(std::string_view target,
                                              std::string_view parent) const;
  // The rows without those that others imply: Alembic up to 1.8 at least leaves such rows behind
  // a downgrade, later ones do not. To be asked of what was found before it is compared with the
  // two above. Rows that are no revision stay.
  std::vector<std::string> without_implied(const std::vector<std::string>& rows) const;

 private:
  std::optional<std::size_t> find(std::string_view revision) const;
  std::vector<std::string> ids_of(const std::vector<bool>& nodes) const;

  std::vector<std::string> ids_;  // in order; a node is its place here
  Adjacency down_;                // to its down_revisions
  Adjacency parents_;             // to these and to what they depend on
  std::vector<std::size_t> position_;
};

}  // namespace gate
