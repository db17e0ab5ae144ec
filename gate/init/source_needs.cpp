#include "gate/init/source_needs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/seed_dependence.h"
#include "gate/diagnosis/sources.h"
#include "gate/init/starting_point.h"
#include "gate/source/revision_graph.h"

namespace gate {
namespace {

std::string place_of(const Evidence& evidence, const SeedDependence& need) {
  return fmt::format("{}:{}", relative(evidence, need.file), need.line);
}

// The labels by which several heads can be told apart; empty where not each has one of its own.
std::vector<std::string> labels_of_heads(const Evidence& evidence) {
  if (evidence.heads.size() < 2) return {};
  const RevisionGraph graph(evidence.revisions);
  std::map<std::string, std::set<std::string>> heads_by_label;
  for (const std::string& head : evidence.heads) {
    auto line = graph.ancestors(head);
    line.push_back(head);
    for (const std::string& revision : line) {
      const RevisionFile* file = file_of(evidence, revision);
      if (file == nullptr) continue;
      for (const std::string& label : file->branch_labels) heads_by_label[label].insert(head);
    }
  }
  std::map<std::string, std::string> label_of;
  for (const auto& [label, heads] : heads_by_label) {
    if (heads.size() == 1) label_of.try_emplace(*heads.begin(), label);
  }
  std::vector<std::string> labels;
  for (const auto& [head, label] : label_of) labels.push_back(label);
  if (labels.size() != evidence.heads.size()) return {};
  std::sort(labels.begin(), labels.end());
  return labels;
}

class Needs {
 public:
  Needs(const Evidence& evidence, const std::string& file) : evidence_(evidence), file_(file) {}

  SourceNeeds all() {
    take_heads();
    take_starting_point();
    for (const SeedDependence& need : seed_dependences(evidence_)) {
      need.is_role ? take_role(need) : take_row(need);
    }
    for (const auto& [role, words] : unsure_) {
      if (!is_declared(role)) needs_.open.push_back(words);
    }
    for (auto& entry : roles_) needs_.prerequisites.push_back(std::move(entry.second));
    return std::move(needs_);
  }

 private:
  void take_heads() {
    needs_.heads = labels_of_heads(evidence_);
    if (evidence_.heads.size() < 2 || !needs_.heads.empty()) return;
    needs_.open.push_back(fmt::format(
        "The tree has {} heads ({}), and not each of them a branch label of its own. gate will say "
        "how to come to one; if they are meant to be, give each branch a label in its first "
        "revision and name the labels in \"heads\".",
        evidence_.heads.size(), fmt::join(evidence_.heads, ", ")));
  }

  // What only a person has: a dump of the schema that production started from.
  void take_starting_point() {
    if (!evidence_.graph_faults.empty()) return;
    const auto foreign = foreign_table(evidence_);
    if (!foreign) return;
    const Operation& change = *foreign->change;
    const std::string table =
        change.kind == OperationKind::create_index ? change.table : change.name;
    const std::string place = fmt::format("{}:{}", relative(evidence_, change.file), change.line);
    if (!foreign->nothing_before) {
      needs_.open.push_back(
          fmt::format("{} changes the table {}, which no revision makes; if another program makes "
                      "it, gate will "
                      "stop there and print the prerequisite that supplies it.",
                      place, table));
      return;
    }
    const std::string parent = parent_of(evidence_, change.revision);
    const std::string dump = file_.substr(0, file_.rfind('.')) + ".baseline.sql";
    needs_.open.push_back(fmt::format(
        "{0} changes the table {1}, which no revision makes, so the tree does not start from an "
        "empty database. Run pg_dump --schema-only --no-owner --no-privileges -f {2} on a database "
        "{3}, and add \"baseline\": {{\"file\": \"{2}\", \"revision\": \"{4}\"}} to {5}.",
        place, table, dump,
        parent.empty() ? fmt::format("in which {} has not run yet", change.revision)
                       : fmt::format("that is at revision {}", parent),
        parent.empty() ? "base" : parent, file_));
  }

  void take_role(const SeedDependence& need) {
    if (need.revision.empty() || need.name.size() > 63) return;
    const auto known = std::find_if(roles_.begin(), roles_.end(),
                                    [&](const auto& entry) { return entry.first == need.name; });
    if (known != roles_.end()) {
      std::string& required_by = known->second.required_by;
      if (!required_by.ends_with('+')) required_by += '+';
    } else if (need.certain) {
      roles_.emplace_back(need.name, Prerequisite{SeedRole{need.name}, "", need.revision,
                                                  fmt::format("create {} role", need.name)});
    } else {
      unsure_.try_emplace(need.name,
                          fmt::format("{} names the role {}, which may or may not be needed; if "
                                      "production has it, declare it in \"prerequisites\".",
                                      place_of(evidence_, need), need.name));
    }
  }

  bool is_declared(const std::string& role) const {
    return std::any_of(roles_.begin(), roles_.end(),
                       [&](const auto& entry) { return entry.first == role; });
  }

  void take_row(const SeedDependence& need) {
    if (!need.certain || need.revision.empty()) return;
    needs_.open.push_back(fmt::format(
        "{} looks up a row in {} ({}) that no migration writes. gate will stop there and print the "
        "row to add to {}, with every column that it needs.",
        place_of(evidence_, need), need.name, in_words(need.wanted), file_));
  }

  const Evidence& evidence_;
  const std::string& file_;
  SourceNeeds needs_;
  std::vector<std::pair<std::string, Prerequisite>> roles_;  // in the order first needed
  std::map<std::string, std::string> unsure_;                // by role, what to say of it
};

}  // namespace

SourceNeeds source_needs(const Evidence& evidence, const std::string& file) {
  return Needs(evidence, file).all();
}

}  // namespace gate
