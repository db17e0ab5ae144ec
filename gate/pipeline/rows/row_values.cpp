#include "gate/pipeline/rows/row_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "gate/pipeline/rows/attempt.h"
#include "gate/pipeline/rows/fill_order.h"

namespace gate {
namespace {

constexpr std::size_t ordinary_alone = 40;  // enough to meet each of a few hash partitions
constexpr std::size_t ordinary_together = 6;
constexpr int deepest = 16;

// A constraint of the table, as far as the values of several columns depend on it.
struct Link {
  std::set<std::string> columns;
  const RowReference* reference = nullptr;
  std::string check;
  CheckHints hints;
};

bool is_left_null(const RowReference& reference, const FillingRules& rules) {
  return std::find(rules.left_null.begin(), rules.left_null.end(), &reference) !=
         rules.left_null.end();
}

// What PostgreSQL computes or draws itself cannot be chosen.
bool can_choose(const RowTable& table, const std::set<std::string>& columns,
                const FillingRules& rules) {
  return std::all_of(columns.begin(), columns.end(), [&](const std::string& name) {
    const RowColumn* column = table.column(name);
    return column != nullptr && !column->generated && (!column->sequence || rules.own_sequences);
  });
}

std::vector<Link> links_of(const RowTable& table, const FillingRules& rules) {
  std::vector<Link> links;
  for (const RowReference& reference : table.references) {
    if (is_left_null(reference, rules)) continue;
    Link link;
    link.columns = {reference.columns.begin(), reference.columns.end()};
    link.reference = &reference;
    links.push_back(std::move(link));
  }
  for (const std::string& check : table.checks) {
    Link link;
    link.hints = check_hints(check);
    for (const std::string& name : link.hints.columns) {
      if (table.column(name) != nullptr) link.columns.insert(name);
    }
    link.check = check;
    if (!link.columns.empty() && can_choose(table, link.columns, rules)) {
      links.push_back(std::move(link));
    }
  }
  return links;
}

bool meet(const std::set<std::string>& left, const std::set<std::string>& right) {
  return std::any_of(left.begin(), left.end(),
                     [&](const std::string& one) { return right.count(one) != 0; });
}

// Those that have columns in common, directly or through others.
std::vector<std::vector<Link>> together(std::vector<Link> links) {
  std::vector<std::pair<std::set<std::string>, std::vector<Link>>> parts;
  for (Link& link : links) {
    std::pair<std::set<std::string>, std::vector<Link>> whole{link.columns, {}};
    for (auto part = parts.begin(); part != parts.end();) {
      if (!meet(part->first, link.columns)) {
        ++part;
        continue;
      }
      whole.first.insert(part->first.begin(), part->first.end());
      for (Link& one : part->second) whole.second.push_back(std::move(one));
      part = parts.erase(part);
    }
    whole.second.push_back(std::move(link));
    parts.push_back(std::move(whole));
  }
  std::vector<std::vector<Link>> groups;
  for (auto& part : parts) groups.push_back(std::move(part.second));
  return groups;
}

template <class T>
void append(std::vector<T>& to, const std::vector<T>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

CheckHints hints_for(const std::string& column, const std::vector<Link>& links) {
  CheckHints all;
  for (const Link& link : links) {
    if (link.columns.count(column) == 0) continue;
    append(all.numbers, link.hints.numbers);
    append(all.texts, link.hints.texts);
    append(all.regexes, link.hints.regexes);
    append(all.templates, link.hints.templates);
  }
  return all;
}

}  // namespace

std::vector<ColumnGroup> RowValues::groups(const RowTable& table, const FillingRules& rules) {
  std::vector<ColumnGroup> groups;
  for (const std::vector<Link>& links : together(links_of(table, rules))) {
    ValuePuzzle puzzle{table.name, {}, {}, {}};
    std::set<std::string> columns;
    std::set<std::string> referring;  // those that get their value elsewhere in any case
    for (const Link& link : links) {
      columns.insert(link.columns.begin(), link.columns.end());
      if (!link.check.empty()) puzzle.conditions.push_back(link.check);
      if (link.reference == nullptr) continue;
      const RowReference& reference = *link.reference;
      const bool null = may_be_null(table, reference);
      puzzle.references.push_back(
          {reference.table_name, reference.columns, reference.referenced, null});
      for (const std::string& name : reference.columns) {
        const RowColumn* column = table.column(name);
        if (!null || (column != nullptr && !column->not_null)) referring.insert(name);
      }
    }
    ColumnGroup group;
    const std::size_t ordinary = columns.size() == 1 ? ordinary_alone : ordinary_together;
    for (const RowColumn& column : table.columns) {
      if (columns.count(column.name) == 0) continue;
      group.columns.push_back(column.name);
      if (referring.count(column.name) != 0) {
        puzzle.columns.push_back({column.name, column.type_name, column.not_null, {}});
      } else {
        puzzle.columns.push_back(choices(column, hints_for(column.name, links), ordinary));
      }
    }
    group.answers = solve(puzzle);
    groups.push_back(std::move(group));
  }
  return groups;
}

std::optional<std::string> RowValues::plain(const RowColumn& column, std::size_t n) {
  learn_domains(column.type, 0);
  return sample_value(types_, domains_, column.type, n);
}

PuzzleColumn RowValues::choices(const RowColumn& column, const CheckHints& hints,
                                std::size_t ordinary) {
  learn_domains(column.type, 0);
  const auto read = [this](const std::string& text, const std::string& type) {
    return read_literal(text, type);
  };
  PuzzleColumn made{column.name, column.type_name, column.not_null, {}};
  for (auto& one :
       column_candidates(types_, domains_, column.type, column.type_name, hints, ordinary, read)) {
    made.candidates.emplace_back(std::move(one));
  }
  if (!column.not_null || made.candidates.empty()) made.candidates.emplace_back(std::nullopt);
  return made;
}

std::vector<Row> RowValues::solve(const ValuePuzzle& puzzle) {
  auto found = attempt(connection_, puzzle_query(puzzle));
  return found ? std::move(found->rows) : std::vector<Row>();
}

// Of a date its neighbours as well: a bound may be an exclusive one.
std::vector<std::string> RowValues::read_literal(const std::string& text,
                                                 const std::string& type_name) {
  const auto [place, is_new] = literals_.try_emplace({text, type_name});
  if (!is_new) return place->second;
  const std::string value = fmt::format("{}::{}", quote_literal(text), type_name);
  const bool has_days = type_name == "date" || type_name.starts_with("timestamp");
  const auto found =
      attempt(connection_,
              has_days ? fmt::format("SELECT ({0})::text, ({0} + interval '1 day')::{1}::text, "
                                     "({0} - interval '1 day')::{1}::text",
                                     value, type_name)
                       : fmt::format("SELECT ({})::text", value));
  if (!found || found->rows.empty()) return {};
  for (const auto& one : found->rows[0]) {
    if (one) place->second.push_back(*one);
  }
  return place->second;
}

// A domain's constraints are over VALUE, which reads like a column of that name.
void RowValues::learn_domains(const TypeUse& use, int depth) {
  const auto found = types_.find(use.oid);
  if (found == types_.end() || depth > deepest) return;
  const SqlType& type = found->second;
  learn_domains(type.element, depth + 1);
  learn_domains(type.base, depth + 1);
  if (!type.subtype.empty()) learn_domains({type.subtype, -1}, depth + 1);
  for (const TypeUse& field : type.fields) learn_domains(field, depth + 1);
  if (type.kind != 'd' || type.checks.empty() || domains_.count(use.oid) != 0) return;
  CheckHints hints;
  for (const std::string& check : type.checks) {
    const CheckHints one = check_hints(check);
    append(hints.numbers, one.numbers);
    append(hints.texts, one.texts);
    append(hints.regexes, one.regexes);
    append(hints.templates, one.templates);
  }
  RowColumn value;
  value.name = "value";
  value.type = type.base;
  value.type_name = type.base_name;
  value.not_null = true;
  const ValuePuzzle puzzle{"domain", {choices(value, hints, ordinary_alone)}, {}, type.checks};
  auto& values = domains_[use.oid];
  for (const Row& row : solve(puzzle)) values.push_back(row[0].value_or(""));
}

}  // namespace gate
