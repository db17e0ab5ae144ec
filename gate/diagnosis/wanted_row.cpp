#include "gate/diagnosis/wanted_row.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/sources.h"

namespace gate {
namespace {

WantedRow row_of(const Operation& lookup) { return {qualified(lookup), lookup.wanted}; }

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin <= list.size();) {
    const auto comma = list.find(", ", begin);
    parts.push_back(list.substr(begin, comma - begin));
    if (comma == std::string::npos) break;
    begin = comma + 2;
  }
  return parts;
}

// `Key (id)=(7) is not present in table "t1".`, in whatever language: the two pairs of brackets and
// the last quoted name are always there.
std::optional<WantedRow> missing_key(const std::string& detail) {
  const auto open = detail.find('(');
  const auto middle = detail.find(")=(", open);
  if (open == std::string::npos || middle == std::string::npos) return std::nullopt;
  const auto end = detail.rfind('"');
  const auto begin = end == std::string::npos || end == 0 ? end : detail.rfind('"', end - 1);
  if (begin == std::string::npos || begin < middle) return std::nullopt;
  const auto close = detail.rfind(')', begin);  // values may hold brackets of their own
  if (close == std::string::npos || close < middle + 3) return std::nullopt;
  const auto columns = split(detail.substr(open + 1, middle - open - 1));
  const std::string given = detail.substr(middle + 3, close - middle - 3);
  const auto values = columns.size() == 1 ? std::vector<std::string>{given} : split(given);
  WantedRow row{detail.substr(begin + 1, end - begin - 1), {}};
  for (std::size_t at = 0; at < columns.size(); ++at)
    row.values.push_back({columns[at], values[at]});
  return row;
}

// The detail names the columns that refer; the row is looked for by those they refer to. Where
// these are not known, neither is what to look for.
void call_by_referenced_names(std::vector<ColumnValue>& values,
                              const std::vector<std::string>& referenced) {
  if (referenced.size() != values.size()) {
    values.clear();
    return;
  }
  for (std::size_t at = 0; at < values.size(); ++at) values[at].column = referenced[at];
}

bool writes_rows(const Evidence& evidence) {
  return std::any_of(evidence.failing.begin(), evidence.failing.end(), [](const Operation& one) {
    return one.kind == OperationKind::insert || one.kind == OperationKind::change_rows;
  });
}

// foreign_key_violation: "is still referenced" has another shape of detail and is no missing row,
// nor is a constraint added over rows that the migrations themselves wrote.
std::optional<WantedRow> from_foreign_key(const Evidence& evidence, const SqlError& error) {
  constexpr std::string_view still_referenced = "is still referenced";
  if (!writes_rows(evidence) || error.detail.find(still_referenced) != std::string::npos) {
    return std::nullopt;
  }
  auto row = missing_key(error.detail);
  if (row) call_by_referenced_names(row->values, evidence.catalog.referenced_columns);
  if (row && !evidence.catalog.referenced_table.empty()) {
    row->table = evidence.catalog.referenced_table;
  }
  return row;
}

// not_null_violation: the column was to get what a sub-select finds; sure where that is one lookup.
std::optional<WantedRow> from_null(const Evidence& evidence) {
  if (evidence.feeding.size() != 1) return std::nullopt;
  return row_of(evidence.feeding.front());
}

// no_data_found: SELECT ... INTO STRICT in a DO block; sure only where it looks up one thing.
std::optional<WantedRow> from_strict(const Evidence& evidence) {
  const Operation* only = nullptr;
  for (const Operation& one : evidence.failing) {
    if (one.kind != OperationKind::look_up) continue;
    if (only != nullptr) return std::nullopt;
    only = &one;
  }
  return only == nullptr ? std::nullopt : std::optional(row_of(*only));
}

std::optional<WantedRow> from_sql(const Evidence& evidence, const SqlError& error) {
  if (error.sqlstate == "23503") return from_foreign_key(evidence, error);
  if (error.sqlstate == "23502") return from_null(evidence);
  if (error.sqlstate == "P0002") return from_strict(evidence);
  return std::nullopt;
}

std::string_view base_name(const ExceptionLink& link) {
  const std::string_view name = link.class_name;
  const auto dot = name.rfind('.');
  return dot == std::string_view::npos ? name : name.substr(dot + 1);
}

// Python's ways to stumble over a row that is not there.
bool is_about_nothing(const ExceptionLink& link) {
  const std::string_view name = base_name(link);
  if (name == "NoResultFound") return true;
  if (name == "IndexError" || name == "StopIteration") return true;
  return (name == "TypeError" || name == "AttributeError") &&
         link.message.find("'NoneType'") != std::string::npos;
}

// The lookup without a result on one of these lines, the last one first.
const Operation* unanswered_at(const Evidence& evidence, const std::vector<int>& lines) {
  for (auto one = evidence.unanswered.rbegin(); one != evidence.unanswered.rend(); ++one) {
    if (std::find(lines.begin(), lines.end(), one->line) != lines.end()) return &*one;
  }
  return nullptr;
}

// A raise of the migration's own that is reached where a lookup brings nothing, or a line that
// takes a part of what it brought.
const Operation* behind_the_raise(const Evidence& evidence, const Failure& failure) {
  for (const RaiseSite& site : evidence.raises) {
    const bool here = site.file == failure.place.file && site.line <= failure.place.line &&
                      failure.place.line <= site.end_line;
    if (!here || !site.when_missing) continue;
    if (site.implied && !is_about_nothing(failure.chain.front())) continue;
    if (const Operation* lookup = unanswered_at(evidence, site.lookup_lines)) return lookup;
  }
  return nullptr;
}

std::optional<WantedRow> from_python(const Evidence& evidence, const Failure& failure) {
  if (failure.chain.empty() || evidence.unanswered.empty()) return std::nullopt;
  if (const Operation* lookup = behind_the_raise(evidence, failure)) return row_of(*lookup);
  // Only one() raises this, so it is the last lookup's; any other error could be about anything.
  if (base_name(failure.chain.front()) != "NoResultFound") return std::nullopt;
  return row_of(evidence.unanswered.back());
}

}  // namespace

std::optional<WantedRow> wanted_row(const Evidence& evidence, const Failure& failure) {
  if (const SqlError* sql = cause_of(failure)) return from_sql(evidence, *sql);
  return from_python(evidence, failure);
}

}  // namespace gate
