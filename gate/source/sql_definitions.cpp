#include "gate/source/sql_definitions.h"

#include <algorithm>

#include "gate/source/sql_tokens.h"

namespace gate {
namespace {

std::string canonical(const SqlToken& token) {
  std::string text(token.text);
  if (token.kind == SqlTokenKind::word) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
  }
  return text;
}

}  // namespace

std::vector<std::string> definitions_of(std::string_view create_table) {
  std::vector<std::string> definitions;
  std::string current;
  int depth = 0;
  for (const SqlToken& token : sql_tokens(create_table)) {
    if (depth == 0 && canonical(token) == "partition") break;  // FOR VALUES, PARTITION BY
    if (token.text == "(" && depth++ == 0) continue;
    if (token.text == ")" && --depth == 0) break;
    if (depth == 1 && token.text == ",") {
      definitions.push_back(std::move(current));
      current.clear();
    } else if (depth > 0) {
      if (!current.empty()) current += ' ';
      current += canonical(token);
    }
  }
  if (!current.empty()) definitions.push_back(std::move(current));
  return definitions;
}

}  // namespace gate
