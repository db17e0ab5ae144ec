#include "gate/diagnosis/heads_by_design.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/diagnosis/chain.h"
#include "gate/diagnosis/finding_of.h"

namespace gate {
namespace {

std::string declaration_of(const Evidence& evidence) {
  return evidence.declared.file.empty() ? "a declaration of this tree (seeds/<tree>.json)"
                                        : evidence.declared.file;
}

// The label that leads to this head and to no other; the lowest where there are several.
std::string own_label(const Evidence& evidence, const Chain& chain, const std::string& head) {
  const auto heads = chain.heads();
  for (const RevisionFile& file : evidence.revisions) {
    if (file.branch_labels.empty()) continue;
    const auto above = chain.above({file.revision});
    const auto led_to = std::count_if(heads.begin(), heads.end(),
                                      [&](const auto& one) { return above.count(one) > 0; });
    if (led_to == 1 && above.count(head) > 0) return file.branch_labels.front();
  }
  return {};
}

// The lowest revision that only this head follows.
const RevisionFile* lowest_of(const Chain& chain, const std::string& head) {
  auto others = chain.heads();
  std::erase(others, head);
  const auto shared = chain.below(others);
  for (const std::string& id : chain.below({head})) {
    for (const RevisionFile* file : chain.files_of(id)) {
      const auto& down = file->down_revisions;
      const bool lowest = shared.count(id) == 0 &&
                          std::all_of(down.begin(), down.end(), [&](const std::string& one) {
                            return shared.count(one) > 0 || !chain.has(one);
                          });
      if (lowest) return file;
    }
  }
  return nullptr;
}

}  // namespace

std::optional<std::string> how_to_declare(const Evidence& evidence, const GraphFault& fault) {
  const Chain chain(evidence.revisions);
  std::vector<std::string> labels;
  for (const std::string& head : fault.revisions) {
    labels.push_back(own_label(evidence, chain, head));
    if (labels.back().empty()) return std::nullopt;
  }
  return fmt::format(
      "If these heads are meant to be there, each under its own branch label, declare them "
      "instead: \"heads\": [\"{}\"] in {}; each is then walked on its own.",
      fmt::join(labels, "\", \""), declaration_of(evidence));
}

Finding stray_head(const Evidence& evidence, const GraphFault& fault) {
  const RevisionFile& head = fault.files.front();
  const Chain chain(evidence.revisions);
  const RevisionFile* found = lowest_of(chain, head.revision);
  const RevisionFile& lowest = found == nullptr ? head : *found;
  Finding finding = finding_of(evidence, lowest, lowest.down_line);
  finding.revision = head.revision;
  finding.message = fmt::format("head {} is under none of the declared heads: {}", head.revision,
                                fmt::join(evidence.declared.heads, ", "));
  finding.detail = fmt::format("no walk would apply {}{}", lowest.revision,
                               lowest.revision == head.revision ? "" : " to " + head.revision);
  const std::string file = relative(evidence, lowest.file);
  finding.fix = fmt::format(
      "Either let it follow the branch it belongs to: set down_revision{} in {} to the head of {}. "
      "Or, where it is a branch of its own by design, give that file a label, branch_labels = "
      "(\"name\",), and add the name to \"heads\" in {}. Then `alembic heads` prints one line for "
      "each declared head.",
      lowest.down_line > 0 ? fmt::format(" (line {})", lowest.down_line) : "", file,
      fmt::join(evidence.declared.heads, " or "), declaration_of(evidence));
  return finding;
}

}  // namespace gate
