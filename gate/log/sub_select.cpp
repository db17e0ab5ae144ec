#include "gate/log/sub_select.h"

#include <algorithm>
#include <string>
#include <vector>

namespace gate {
namespace {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const auto begin = text.find_first_not_of(blanks);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string upper(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 32) : letter;
  });
  return out;
}

// The place behind a quoted text or the next letter.
std::size_t behind(std::string_view text, std::size_t at) {
  if (text[at] != '\'' && text[at] != '"') return at + 1;
  const auto end = text.find(text[at], at + 1);
  return end == text.npos ? text.size() : end + 1;
}

// What stands between the parenthesis at the start and its own end, split at its commas.
std::vector<std::string_view> list_in(std::string_view text) {
  std::vector<std::string_view> parts;
  int depth = 0;
  std::size_t begin = 1;
  for (std::size_t at = 0; at < text.size(); at = behind(text, at)) {
    if (text[at] == '(') ++depth;
    if (text[at] == ')') --depth;
    if (depth != 0 && !(depth == 1 && text[at] == ',')) continue;
    parts.push_back(trimmed(text.substr(begin, at - begin)));
    begin = at + 1;
    if (depth == 0) return parts;
  }
  return parts;
}

bool is_sub_select(std::string_view text) {
  if (!text.starts_with('(')) return false;
  return upper(trimmed(text.substr(1))).starts_with("SELECT");
}

bool names(std::string_view part, std::string_view column) {
  if (part.size() > 1 && part.starts_with('"')) part = part.substr(1, part.size() - 2);
  return part == column;
}

bool in_insert(std::string_view statement, const std::string& in_capitals,
               std::string_view column) {
  const auto columns = in_capitals.find('(');
  const auto values = in_capitals.find("VALUES");
  if (columns == std::string::npos || values == std::string::npos || values < columns) return false;
  const auto first = in_capitals.find('(', values);
  if (first == std::string::npos) return false;
  const auto asked = list_in(statement.substr(columns));
  const auto given = list_in(statement.substr(first));
  for (std::size_t at = 0; at < std::min(asked.size(), given.size()); ++at) {
    if (names(asked[at], column)) return is_sub_select(given[at]);
  }
  return false;
}

bool in_update(std::string_view statement, std::string_view column) {
  for (auto at = statement.find(column); at != statement.npos;
       at = statement.find(column, at + 1)) {
    const std::string_view rest = trimmed(statement.substr(at + column.size()));
    if (rest.starts_with('=') && is_sub_select(trimmed(rest.substr(1)))) return true;
  }
  return false;
}

}  // namespace

bool has_sub_select_for(std::string_view statement, std::string_view column) {
  statement = trimmed(statement);
  if (column.empty()) return false;
  const std::string in_capitals = upper(statement);
  if (in_capitals.starts_with("INSERT")) return in_insert(statement, in_capitals, column);
  return in_capitals.starts_with("UPDATE") && in_update(statement, column);
}

}  // namespace gate
