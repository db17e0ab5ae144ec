// The graph that a tree's version files make, and what is wrong with it, without a database.
//
// Pure functions over values that somebody else read: no file, no Python, no Alembic. Linear in
// the number of revisions and free of recursion, so that a chain of 10,000 costs milliseconds.
#pragma once

#include <cstddef>
#include <map>
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
// fault are not reported as heads. Where the tree has several heads by design, `declared` are their
// branch labels: each has to lead to one head, and each head has to be one of theirs.
std::vector<GraphFault> faults(const std::vector<RevisionFile>& files,
                               const std::vector<std::string>& declared = {});

// Questions about a graph. On one with faults it answers as far as the files make sense: of a
// duplicate id the first file counts, a parent that does not exist is left out.
class RevisionGraph {
 public:
  explicit RevisionGraph(const std::vector<RevisionFile>& files);

  bool empty() const { return ids_.empty(); }
  bool contains(std::string_view revision) const;
  // Revisions that no other names as its down_revision, in order of id.
  std::vector<std::string> heads() const;
  // The heads among the revision that has this branch label and all that follow it: what Alembic
  // means by `label@head`. None where nobody has the label.
  std::vector<std::string> heads_of(std::string_view label) const;
  // Every branch label, in order.
  std::vector<std::string> labels() const;
  // Revisions without a down_revision, in order of id.
  std::vector<std::string> bases() const;
  // The one revision with this id, else the one that starts so; a trailing + is for the label.
  // Errors (declaration): none, several.
  Result<std::string> resolve(std::string_view id_or_prefix) const;
  // The down_revisions that exist, in the order written.
  std::vector<std::string> parents(std::string_view revision) const;
  // Those that name it as their down_revision, in order of id.
  std::vector<std::string> children(std::string_view revision) const;
  // Whether it has a depends_on that its down_revisions do not say already.
  bool has_dependencies(std::string_view revision) const;
  bool is_merge(std::string_view revision) const;
  // Everything `upgrade <revision>` applies before it, in order of the chain; not itself.
  std::vector<std::string> ancestors(std::string_view revision) const;
  // Whether `upgrade label@head` (of an empty label: `upgrade head`) applies the revision, or all
  // heads of the other label.
  bool leads_over(std::string_view label, std::string_view revision_or_label) const;
  // Parents before children; the place in it sorts findings. Revisions on a cycle come last.
  std::size_t position(std::string_view revision) const;

  // Rows of Alembic's version table, in order of id: a row stands for itself and for all that was
  // applied to come to it. After `upgrade target` from `rows`:
  std::vector<std::string> after_upgrade(const std::vector<std::string>& rows,
                                         std::string_view target) const;
  // After a downgrade from `rows` that takes out these revisions, and so all that needs them:
  // above a merge both parents stay, above a depends_on what it names.
  std::vector<std::string> after_downgrade(const std::vector<std::string>& rows,
                                           const std::vector<std::string>& taken_out) const;
  // The rows without those that others imply: Alembic up to 1.8 at least leaves such rows behind
  // a downgrade, later ones do not. To be asked of what was found before it is compared with the
  // two above. Rows that are no revision stay.
  std::vector<std::string> without_implied(const std::vector<std::string>& rows) const;

 private:
  std::optional<std::size_t> find(std::string_view revision) const;
  std::vector<std::size_t> nodes_of(const std::vector<std::string>& ids) const;
  std::vector<std::string> ids_of(const std::vector<bool>& nodes) const;
  // The ids of those that no other of them needs.
  std::vector<std::string> top_of(const std::vector<bool>& applied) const;

  std::vector<std::string> ids_;  // in order; a node is its place here
  std::map<std::string, std::size_t, std::less<>> labels_;
  Adjacency down_;     // to its down_revisions
  Adjacency parents_;  // to these and to what they depend on
  std::vector<std::size_t> position_;
};

}  // namespace gate
