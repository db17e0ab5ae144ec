// F: the same table created twice, with nothing in between that takes it away.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/source_rules.h"

namespace gate {
namespace {

enum class Comparison { equal, different, unknown };

bool is_sql(const Operation& one) {
  return std::none_of(one.columns.begin(), one.columns.end(),
                      [](const std::string& column) { return column.starts_with("Column("); });
}

// Only definitions written the same way can be told to differ.
Comparison compared(const Operation& one, const Operation& other) {
  if (one.columns.empty() || other.columns.empty()) return Comparison::unknown;
  if (one.columns == other.columns) return Comparison::equal;
  return is_sql(one) == is_sql(other) ? Comparison::different : Comparison::unknown;
}

std::string fix_for(const Operation& first, const Operation& second, Comparison comparison) {
  const std::string table = second.name;
  const std::string replace = fmt::format(
      "Let the upgrade() of {0} drop {1} and its indexes before it creates it anew, and let its "
      "downgrade() create the schema of {2} again, so that the chain stays reversible.",
      second.revision, table, first.revision);
  const std::string redundant = fmt::format(
      "Take the second creation out of {} and leave a comment that says that {} creates {}.",
      second.revision, first.revision, table);
  switch (comparison) {
    case Comparison::equal:
      return "Both schemas are the same, so the second is redundant. " + redundant;
    case Comparison::different:
      return "The schemas differ, so the later one replaces the earlier. " + replace;
    case Comparison::unknown:
      break;
  }
  return fmt::format(
      "Where the later schema replaces the earlier one: {} Where both are the "
      "same: {}",
      replace, redundant);
}

Finding finding_of_table(const Evidence& evidence, const Operation& first,
                         const Operation& second) {
  Finding finding = finding_on(evidence, second);
  const bool view = second.kind == OperationKind::create_view;
  const std::string what = view ? "view" : "table";
  finding.message =
      fmt::format("creates the {} {}, which {} has created already", what, second.name,
                  first.revision == second.revision ? "it" : first.revision);
  finding.places.push_back({relative(evidence, first.file), first.line,
                            fmt::format("{} creates it first", first.revision)});
  finding.facts.emplace_back(what, second.name);
  const Comparison comparison = compared(first, second);
  if (comparison != Comparison::unknown) {
    finding.facts.emplace_back("schemas", comparison == Comparison::equal ? "equal" : "different");
  }
  finding.fix = fix_for(first, second, comparison);
  return finding;
}

// The relations that are certainly there, by who created them.
class Relations {
 public:
  void take(const Operation& one) {
    switch (one.kind) {
      case OperationKind::create_table:
      case OperationKind::create_view:
        if (one.schema != "pg_temp") create(one);
        break;
      case OperationKind::drop_table:
      case OperationKind::drop_view:
        drop(one);
        break;
      case OperationKind::rename_table:
        there_.erase(key_of(one));
        there_.erase(one.new_name);
        there_.erase((one.schema.empty() ? "public" : one.schema) + "." + one.new_name);
        break;
      case OperationKind::drop_schema:
        std::erase_if(there_,
                      [&](const auto& entry) { return entry.first.starts_with(one.name + "."); });
        break;
      case OperationKind::unread:
        if (may_do(one, {"drop", "rename", "set schema", "search_path", "rollback"})) {
          there_.clear();
        }
        break;
      default:
        break;
    }
  }

  std::vector<std::pair<const Operation*, const Operation*>> take_twice() {
    return std::move(twice_);
  }

 private:
  void create(const Operation& one) {
    const auto [known, fresh] = there_.try_emplace(key_of(one), nullptr);
    if (one.conditional) {
      if (fresh) there_.erase(known);  // by whom it was created, if it was, is not known
      return;
    }
    if (!fresh) twice_.emplace_back(known->second, &one);
    known->second = &one;
  }

  // A dropped table takes its partitions with it, and may take views.
  void drop(const Operation& one) {
    there_.erase(key_of(one));
    std::erase_if(there_, [&](const auto& entry) {
      return entry.second->kind == OperationKind::create_view || entry.second->table == one.name;
    });
  }

  std::map<std::string, const Operation*> there_;
  std::vector<std::pair<const Operation*, const Operation*>> twice_;
};

}  // namespace

std::vector<Finding> tables_created_twice(const Evidence& evidence) {
  // Without one chain there is no order, and which table comes first is not known.
  if (!evidence.graph_faults.empty()) return {};
  Relations relations;
  for (const Operation& one : evidence.operations) {
    if (!one.upgrading || one.deferred) continue;
    if (one.kind == OperationKind::set_search_path) break;  // names may mean others from here on
    relations.take(one);
  }
  std::vector<Finding> findings;
  for (const auto& [first, second] : relations.take_twice()) {
    findings.push_back(finding_of_table(evidence, *first, *second));
  }
  return findings;
}

}  // namespace gate
