#include "gate/source/bind_markers.h"

#include <algorithm>
#include <charconv>

#include "gate/source/sql_tokens.h"

namespace gate {
namespace {

constexpr std::size_t most_places = 10000;

// The place that $n stands for; 0 where it is none.
std::size_t number_of(std::string_view dollar) {
  std::size_t number = 0;
  std::from_chars(dollar.data() + 1, dollar.data() + dollar.size(), number);
  return number <= most_places ? number : 0;
}

bool is_marker(SqlTokenKind kind, MarkerKinds kinds) {
  switch (kind) {
    case SqlTokenKind::named_marker:
      return true;
    case SqlTokenKind::place_marker:
      return kinds != MarkerKinds::named;
    case SqlTokenKind::question:
      return kinds == MarkerKinds::question;
    default:
      return false;
  }
}

}  // namespace

NumberedSql number_markers(std::string_view sql, MarkerKinds kinds) {
  NumberedSql result;
  std::size_t copied = 0;
  std::size_t place = 0;
  for (const SqlToken& token : sql_tokens(sql)) {
    if (token.kind == SqlTokenKind::dollar) {
      for (std::size_t number = number_of(token.text); result.names.size() < number;) {
        result.names.push_back(std::to_string(result.names.size()));
      }
    }
    if (!is_marker(token.kind, kinds)) continue;
    const auto begin = static_cast<std::size_t>(token.text.data() - sql.data());
    result.sql += sql.substr(copied, begin - copied);
    copied = begin + token.text.size();
    result.names.push_back(token.kind == SqlTokenKind::named_marker ? std::string(token.name)
                                                                    : std::to_string(place++));
    // With blanks around it: `a<%s` is an operator and a marker.
    result.sql += " $" + std::to_string(result.names.size()) + " ";
  }
  result.sql += sql.substr(copied);
  return result;
}

}  // namespace gate
