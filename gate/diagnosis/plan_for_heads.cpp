#include <algorithm>

#include "gate/diagnosis/branches.h"
#include "gate/diagnosis/commit_words.h"
#include "gate/diagnosis/id_style.h"
#include "gate/diagnosis/renumbering.h"

namespace gate {
namespace {

bool keeps_its_id(const IdStyle& style, const std::string& id, const std::string& down) {
  return !style.is_counted() || (style.fits(id) && counted_before(down, id));
}

}  // namespace

Renumbering plan_for_heads(const Evidence& evidence, const GraphFault& fault) {
  const Chain chain(evidence.revisions);
  IdStyle style(chain.ids());
  Renumbering plan;
  const std::vector<Branch> branches = branches_of(chain, fault);
  RevisionFiles lowest;
  for (const Branch& branch : branches) lowest.push_back(branch.lowest);
  plan.arrival = by_arrival(evidence, lowest);
  plan.common_parent = chain.common_ancestor(fault.revisions);
  std::string top;
  for (const RevisionFile* file : plan.arrival.files) {
    const auto branch = std::find_if(branches.begin(), branches.end(),
                                     [&](const Branch& one) { return one.lowest == file; });
    std::string head = branch->head;
    if (!top.empty()) {
      Move move{file, file->revision, name_of(*file), top, nullptr, {}};
      if (!keeps_its_id(style, file->revision, top)) {
        move.id = style.take_next();
        move.name = renamed(move.name, file->revision, move.id);
        move.successors = chain.successors(file->revision);
        if (head == file->revision) head = move.id;
      }
      plan.moves.push_back(std::move(move));
    }
    top = head;
  }
  return plan;
}

}  // namespace gate
