#include "gate/pipeline/rows/row_draft.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace gate {
namespace {

constexpr std::size_t spread_out = 8;
constexpr std::size_t in_step = 6;

long nulls(const Row& row) { return std::count(row.begin(), row.end(), std::nullopt); }

// NULL proves nothing, so that it is taken only where no value will do.
std::size_t without_nulls(const std::vector<Row>& answers) {
  const auto more = std::find_if(answers.begin(), answers.end(), [&](const Row& one) {
    return nulls(one) > nulls(answers.front());
  });
  return static_cast<std::size_t>(more - answers.begin());
}

std::size_t same(const Row& left, const Row& right) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < left.size(); ++at) count += left[at] == right[at] ? 1 : 0;
  return count;
}

// At first all columns move on together; then at different paces, so that a key over several of
// them meets every combination in the end.
std::size_t moved(std::size_t number, std::size_t refused, std::size_t column) {
  if (refused < in_step) return number + refused;
  return number + refused * (1 + column % 3) + column % 5;
}

}  // namespace

std::vector<Row> spread(std::vector<Row> answers) {
  std::stable_sort(answers.begin(), answers.end(),
                   [](const Row& left, const Row& right) { return nulls(left) < nulls(right); });
  const std::size_t end = without_nulls(answers);
  for (std::size_t at = 1; at < std::min(spread_out, end); ++at) {
    std::size_t best = at;
    std::size_t fewest = static_cast<std::size_t>(-1);
    for (std::size_t other = at; other < end; ++other) {
      std::size_t count = 0;
      // What it has in common with the last one weighs more than with those before.
      for (std::size_t before = 0; before < at; ++before) {
        count += same(answers[other], answers[before]) * (before + 1 == at ? 2 : 1);
      }
      if (count < fewest) {
        fewest = count;
        best = other;
      }
    }
    std::rotate(answers.begin() + static_cast<long>(at), answers.begin() + static_cast<long>(best),
                answers.begin() + static_cast<long>(best) + 1);
  }
  return answers;
}

RowDrafts::RowDrafts(RowValues& values, const RowTable& table, FillingRules rules)
    : values_(values),
      table_(table),
      rules_(std::move(rules)),
      groups_(values.groups(table, rules_)) {
  for (ColumnGroup& group : groups_) group.answers = spread(std::move(group.answers));
}

RowDraft RowDrafts::draft(std::size_t number, std::size_t refused) {
  RowDraft made;
  std::set<std::string> settled;
  for (const RowReference* reference : rules_.left_null) {
    for (const std::string& name : reference->columns) {
      const RowColumn* column = table_.column(name);
      if (column == nullptr || column->not_null) continue;
      made[name] = std::nullopt;
      settled.insert(name);
    }
  }
  std::size_t place = 0;
  for (const ColumnGroup& group : groups_) {
    ++place;
    if (group.answers.empty()) continue;
    const std::size_t choices =
        refused < in_step ? without_nulls(group.answers) : group.answers.size();
    const Row& answer = group.answers[moved(number, refused, place) % choices];
    for (std::size_t at = 0; at < group.columns.size(); ++at) {
      if (settled.insert(group.columns[at]).second) made[group.columns[at]] = answer[at];
    }
  }
  for (const RowColumn& column : table_.columns) {
    ++place;
    if (column.generated || settled.count(column.name) != 0) continue;
    if (column.sequence && !rules_.own_sequences) continue;
    // Where no value is known the default has to do, and mostly does.
    if (auto value = values_.plain(column, moved(number, refused, place))) {
      made[column.name] = std::move(value);
    }
  }
  return made;
}

std::string insert_of(const RowTable& table, const RowDraft& draft) {
  if (draft.empty()) return fmt::format("INSERT INTO {} DEFAULT VALUES", table.shown);
  std::vector<std::string> names;
  std::vector<std::string> values;
  for (const auto& [name, value] : draft) {
    names.push_back(quote_identifier(name));
    values.push_back(value ? quote_literal(*value) : "NULL");
  }
  return fmt::format("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE VALUES ({})", table.shown,
                     fmt::join(names, ", "), fmt::join(values, ", "));
}

}  // namespace gate
