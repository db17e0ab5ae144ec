#include "gate/pipeline/rows/compare_rows.h"

#include <algorithm>

#include "gate/pipeline/rows/match_rows.h"

namespace gate {
namespace {

using Kind = RowChange::Kind;

// The same table, whatever its name is now; else the one that has its name.
const TableRows* table_in(const RowSnapshot& snapshot, const std::string& name,
                          const TableRows& table) {
  for (const auto& [other, rows] : snapshot.tables) {
    if (rows.oid == table.oid) return &rows;
  }
  const auto found = snapshot.tables.find(name);
  return found == snapshot.tables.end() ? nullptr : &found->second;
}

// Columns that the other does not have, or, where `of_one_type`, has of another type.
std::set<std::string> not_in(const TableRows& table, const TableRows& other, bool of_one_type) {
  std::set<std::string> names;
  for (std::size_t at = 0; at < table.columns.size(); ++at) {
    const auto found = std::find(other.columns.begin(), other.columns.end(), table.columns[at]);
    const auto place = static_cast<std::size_t>(found - other.columns.begin());
    if (found == other.columns.end() || (of_one_type && other.types[place] != table.types[at])) {
      names.insert(table.columns[at]);
    }
  }
  return names;
}

class Changes {
 public:
  Changes(std::string name, const TableRows& table, const PutRows& put)
      : name_(std::move(name)), table_(table) {
    const auto found = put.find(name_);
    if (found != put.end()) put_ = found->second;
  }

  bool by_gate(std::size_t row) const { return row < put_.size() && put_[row]; }

  void lost(std::size_t row) {
    all_.push_back({Kind::lost, name_, {}, row_text(table_, table_.rows[row]), {}, by_gate(row)});
  }

  void changed(std::size_t row, const MatchedRow& matched, const TableRows& after) {
    const auto shown = with_key(table_, matched.differing);
    all_.push_back({Kind::changed, name_, matched.differing,
                    row_text(table_, table_.rows[row], shown),
                    row_text(after, after.rows[*matched.after], shown), by_gate(row)});
  }

  void added(const TableRows& after, std::size_t place) {
    all_.push_back({Kind::added, name_, {}, {}, row_text(after, after.rows[place]), false});
  }

  void add_to(std::vector<RowChange>& changes) {
    for (RowChange& one : all_) changes.push_back(std::move(one));
  }

 private:
  std::string name_;
  const TableRows& table_;
  std::vector<bool> put_;
  std::vector<RowChange> all_;
};

MatchedRows none_of(const TableRows& table) {
  return {std::vector<MatchedRow>(table.rows.size()), {}};
}

// Of a table at the end.
void add_final(const TableRows& table, const TableRows* below, const TableRows* again,
               const std::set<std::string>& touched, Changes& changes) {
  std::set<std::string> left_out = touched;
  if (below != nullptr) left_out.merge(not_in(table, *below, false));
  const MatchedRows end = again == nullptr ? none_of(table) : match_rows(table, *again, left_out);
  const MatchedRows middle =
      below == nullptr ? none_of(table) : match_rows(table, *below, not_in(table, *below, true));
  std::vector<std::size_t> taken_out;  // by the downgrade, and not back as they were
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const bool stays = changes.by_gate(row) || middle.rows[row].after;
    if (!end.rows[row].after && stays) changes.lost(row);
    if (!end.rows[row].after && !stays) taken_out.push_back(row);
    if (end.rows[row].after && stays && !end.rows[row].differing.empty()) {
      changes.changed(row, end.rows[row], *again);
    }
  }
  for (std::size_t one = end.news.size(); one < taken_out.size(); ++one) {
    changes.lost(taken_out[one]);
  }
  for (std::size_t one = taken_out.size(); one < end.news.size(); ++one) {
    changes.added(*again, end.news[one]);
  }
}

}  // namespace

PutRows put_rows(const RowSnapshot& before, const RowSnapshot& now) {
  PutRows put;
  for (const auto& [name, table] : now.tables) {
    std::vector<bool>& flags = put[name];
    const auto found = before.tables.find(name);
    std::multiset<Row> there;
    if (found != before.tables.end()) {
      there.insert(found->second.rows.begin(), found->second.rows.end());
    }
    for (const Row& row : table.rows) {
      const auto same = there.find(row);
      flags.push_back(same == there.end());
      if (same != there.end()) there.erase(same);
    }
  }
  return put;
}

void leave_out_dropped(const RowSnapshot& below, RowSnapshot& above) {
  std::erase_if(above.tables,
                [&](const auto& one) { return table_in(below, one.first, one.second) == nullptr; });
}

std::vector<RowChange> changed_on_the_way(const RowSnapshot& above, const PutRows& put,
                                          const RowSnapshot& below) {
  std::vector<RowChange> all;
  for (const auto& [name, table] : above.tables) {
    const TableRows* other = table_in(below, name, table);
    const MatchedRows matched =
        other == nullptr ? none_of(table) : match_rows(table, *other, not_in(table, *other, true));
    Changes changes(name, table, put);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      const MatchedRow& one = matched.rows[row];
      if (!one.after && changes.by_gate(row)) changes.lost(row);
      if (one.after && !one.differing.empty()) changes.changed(row, one, *other);
    }
    changes.add_to(all);
  }
  return all;
}

std::vector<RowChange> changed_in_the_end(const RowSnapshot& above, const PutRows& put,
                                          const RowSnapshot& below, const RowSnapshot& again,
                                          const ColumnsByTable& touched) {
  std::vector<RowChange> all;
  for (const auto& [name, table] : above.tables) {
    const auto by_triggers = touched.find(name);
    Changes changes(name, table, put);
    add_final(table, table_in(below, name, table), table_in(again, name, table),
              by_triggers == touched.end() ? std::set<std::string>() : by_triggers->second,
              changes);
    changes.add_to(all);
  }
  return all;
}

}  // namespace gate
