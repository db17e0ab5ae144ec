#include "gate/pipeline/rows/match_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace gate {
namespace {

constexpr std::size_t longest_value = 80;
constexpr std::size_t most_columns = 16;

struct Common {
  std::vector<std::string> names;
  std::vector<std::size_t> before;
  std::vector<std::size_t> after;
};

Common common_columns(const TableRows& before, const TableRows& after,
                      const std::set<std::string>& left_out) {
  Common common;
  for (std::size_t at = 0; at < before.columns.size(); ++at) {
    const std::string& name = before.columns[at];
    const auto found = std::find(after.columns.begin(), after.columns.end(), name);
    if (found == after.columns.end() || left_out.count(name) != 0) continue;
    common.names.push_back(name);
    common.before.push_back(at);
    common.after.push_back(static_cast<std::size_t>(found - after.columns.begin()));
  }
  return common;
}

Row taken(const Row& row, const std::vector<std::size_t>& places) {
  Row values;
  for (const std::size_t place : places) values.push_back(row[place]);
  return values;
}

// Of a key all of whose columns both have: the places of its columns; else of all.
void keep_key_only(const TableRows& before, Common& common) {
  for (const auto& key : before.keys) {
    Common only;
    for (const std::string& name : key) {
      const auto found = std::find(common.names.begin(), common.names.end(), name);
      if (found == common.names.end()) break;
      const auto at = static_cast<std::size_t>(found - common.names.begin());
      only.names.push_back(name);
      only.before.push_back(common.before[at]);
      only.after.push_back(common.after[at]);
    }
    if (only.names.size() != key.size()) continue;
    common = only;
    return;
  }
}

std::vector<std::string> differing(const Row& before, const Row& after, const Common& common) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < common.names.size(); ++at) {
    if (before[common.before[at]] != after[common.after[at]]) names.push_back(common.names[at]);
  }
  return names;
}

// What has no key and is not there as it was is the row that it has most in common with, if that is
// at least half.
void match_similar(const TableRows& before, const TableRows& after, const Common& common,
                   MatchedRows& matched) {
  for (std::size_t row = 0; row < before.rows.size(); ++row) {
    if (matched.rows[row].after) continue;
    auto best = matched.news.end();
    std::size_t fewest = common.names.size() / 2 + 1;
    for (auto place = matched.news.begin(); place != matched.news.end(); ++place) {
      const auto count = differing(before.rows[row], after.rows[*place], common).size();
      if (count < fewest) {
        fewest = count;
        best = place;
      }
    }
    if (best == matched.news.end()) continue;
    matched.rows[row].after = *best;
    matched.rows[row].differing = differing(before.rows[row], after.rows[*best], common);
    matched.news.erase(best);
  }
}

std::string cut(const std::string& value) {
  if (value.size() <= longest_value) return value;
  std::size_t end = longest_value;
  while (end > 0 && (static_cast<unsigned char>(value[end]) & 0xc0) == 0x80) --end;
  return value.substr(0, end) + "…";
}

}  // namespace

MatchedRows match_rows(const TableRows& before, const TableRows& after,
                       const std::set<std::string>& left_out) {
  const Common all = common_columns(before, after, left_out);
  Common key = all;
  keep_key_only(before, key);
  std::multimap<Row, std::size_t> places;
  for (std::size_t place = 0; place < after.rows.size(); ++place) {
    places.emplace(taken(after.rows[place], key.after), place);
  }
  MatchedRows matched;
  for (const Row& row : before.rows) {
    MatchedRow& one = matched.rows.emplace_back();
    const auto found = places.find(taken(row, key.before));
    if (found == places.end()) continue;
    one.after = found->second;
    one.differing = differing(row, after.rows[found->second], all);
    places.erase(found);
  }
  for (const auto& [values, place] : places) matched.news.push_back(place);
  std::sort(matched.news.begin(), matched.news.end());
  if (key.names.size() == all.names.size()) match_similar(before, after, all, matched);
  return matched;
}

std::vector<std::string> with_key(const TableRows& table, const std::vector<std::string>& columns) {
  if (table.keys.empty()) return table.columns;
  std::vector<std::string> names = table.keys.front();
  for (const std::string& one : columns) {
    if (std::find(names.begin(), names.end(), one) == names.end()) names.push_back(one);
  }
  return names;
}

std::string row_text(const TableRows& table, const Row& row,
                     const std::vector<std::string>& columns) {
  const auto& names = columns.empty() ? table.columns : columns;
  std::string text;
  std::size_t count = 0;
  for (const std::string& name : names) {
    const auto found = std::find(table.columns.begin(), table.columns.end(), name);
    if (found == table.columns.end()) continue;
    if (++count > most_columns) {
      text += ", …";
      break;
    }
    const auto& value = row[static_cast<std::size_t>(found - table.columns.begin())];
    text += fmt::format("{}{}={}", text.empty() ? "" : ", ", name, value ? cut(*value) : "NULL");
  }
  return "(" + text + ")";
}

}  // namespace gate
