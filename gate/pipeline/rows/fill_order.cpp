#include "gate/pipeline/rows/fill_order.h"

#include <algorithm>

namespace gate {
namespace {

using Places = std::set<std::size_t>;

class Ordering {
 public:
  Ordering(const std::vector<RowTable>& tables, Places wanted)
      : tables_(tables), left_(std::move(wanted)) {}

  FillOrder order() {
    add_what_is_needed();
    while (!left_.empty()) {
      if (take_ready(false) || take_ready(true)) continue;
      take_together();
    }
    return std::move(order_);
  }

 private:
  // Of those that are not filled yet; a table's own rows are no matter of order.
  Places targets(std::size_t place, const RowReference& reference) const {
    Places found;
    for (const std::size_t other : left_) {
      if (other != place && leads_to(reference, tables_[other])) found.insert(other);
    }
    return found;
  }

  Places needs(std::size_t place, bool without_null) const {
    Places found;
    for (const RowReference& one : tables_[place].references) {
      if (without_null && may_be_null(tables_[place], one)) continue;
      found.merge(targets(place, one));
    }
    return found;
  }

  void add_what_is_needed() {
    for (bool grown = true; grown;) {
      grown = false;
      for (const std::size_t place : Places(left_)) {
        for (const RowReference& one : tables_[place].references) {
          if (may_be_null(tables_[place], one)) continue;
          for (std::size_t other = 0; other < tables_.size(); ++other) {
            if (tables_[other].partitioned || !leads_to(one, tables_[other])) continue;
            grown = left_.insert(other).second || grown;
          }
        }
      }
    }
  }

  // Every table that needs none of the rest; failing that the first that can wait for it.
  bool take_ready(bool with_null) {
    Places ready;
    for (const std::size_t place : left_) {
      if (needs(place, with_null).empty()) ready.insert(place);
      if (with_null && !ready.empty()) break;
    }
    for (const std::size_t place : ready) {
      postpone(place);
      order_.groups.push_back({place});
    }
    for (const std::size_t place : ready) left_.erase(place);
    return !ready.empty();
  }

  // None can wait, so every one leads into a circle: the first, and all that it cannot do without.
  void take_together() {
    Places group{*left_.begin()};
    for (bool grown = true; grown;) {
      grown = false;
      for (const std::size_t place : Places(group)) {
        for (const std::size_t other : needs(place, true)) {
          grown = group.insert(other).second || grown;
        }
      }
    }
    for (const std::size_t place : group) postpone(place);
    order_.groups.emplace_back(group.begin(), group.end());
    for (const std::size_t place : group) left_.erase(place);
  }

  void postpone(std::size_t place) {
    const RowTable& table = tables_[place];
    for (std::size_t at = 0; at < table.references.size(); ++at) {
      if (!may_be_null(table, table.references[at])) continue;
      if (targets(place, table.references[at]).empty()) continue;
      order_.postponed.push_back({place, at});
    }
  }

  const std::vector<RowTable>& tables_;
  Places left_;
  FillOrder order_;
};

}  // namespace

bool may_be_null(const RowTable& table, const RowReference& reference) {
  return std::any_of(reference.columns.begin(), reference.columns.end(),
                     [&](const std::string& name) {
                       const RowColumn* column = table.column(name);
                       return column != nullptr && !column->not_null;
                     });
}

bool leads_to(const RowReference& reference, const RowTable& table) {
  return reference.table == table.oid || std::find(table.ancestors.begin(), table.ancestors.end(),
                                                   reference.table) != table.ancestors.end();
}

FillOrder fill_order(const std::vector<RowTable>& tables, std::set<std::size_t> wanted) {
  return Ordering(tables, std::move(wanted)).order();
}

}  // namespace gate
