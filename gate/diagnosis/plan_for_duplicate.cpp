#include <algorithm>

#include "gate/diagnosis/commit_words.h"
#include "gate/diagnosis/id_style.h"
#include "gate/diagnosis/renumbering.h"

namespace gate {
namespace {

// Where the chain ends: at its head; of several at the highest of those that follow the id.
std::string end_of_chain(const Chain& chain, const std::string& id) {
  std::vector<std::string> heads = chain.heads();
  if (heads.size() == 1) return heads.front();
  const auto above = chain.above({id});
  std::erase_if(heads, [&](const std::string& head) { return above.count(head) == 0; });
  if (heads.empty()) return id;
  return *std::max_element(heads.begin(), heads.end(), counted_before);
}

RevisionFiles successors_that_came_with(const Evidence& evidence, const Chain& chain,
                                        const RevisionFile& file, const RevisionFile& first) {
  RevisionFiles together;
  for (const RevisionFile* next : chain.successors(file.revision)) {
    if (came_together(evidence, file, *next) && !came_together(evidence, first, *next)) {
      together.push_back(next);
    }
  }
  return together;
}

std::string common_parent_of(const Chain& chain, const GraphFault& fault) {
  std::vector<std::string> parents;
  for (const RevisionFile& file : fault.files) {
    if (file.down_revisions.empty()) return {};
    parents.push_back(file.down_revisions.front());
  }
  return chain.common_ancestor(parents);
}

}  // namespace

Renumbering plan_for_duplicate(const Evidence& evidence, const GraphFault& fault) {
  const Chain chain(evidence.revisions);
  IdStyle style(chain.ids());
  Renumbering plan;
  RevisionFiles files;
  for (const RevisionFile& file : fault.files) files.push_back(&file);
  plan.arrival = by_arrival(evidence, files);
  plan.common_parent = common_parent_of(chain, fault);
  std::string end = end_of_chain(chain, fault.revision);
  const RevisionFile* after = nullptr;
  const RevisionFile& first = *plan.arrival.files.front();
  for (auto file = plan.arrival.files.begin() + 1; file != plan.arrival.files.end(); ++file) {
    Move move{*file, style.take_next(), name_of(**file), end, after, {}};
    if (!move.id.empty()) move.name = renamed(move.name, fault.revision, move.id);
    move.successors = successors_that_came_with(evidence, chain, **file, first);
    if (!move.successors.empty()) {
      move.down_revision = fault.revision;
      move.after = nullptr;
    } else {
      end = move.id;
      after = move.id.empty() ? *file : nullptr;
    }
    plan.moves.push_back(std::move(move));
  }
  return plan;
}

}  // namespace gate
