#include "gate/report/find_word.h"

#include <cctype>

namespace gate {
namespace {

bool is_of_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool stands_alone(std::string_view text, std::size_t from, std::size_t end) {
  return (from == 0 || !is_of_name(text[from - 1])) &&
         (end == text.size() || !is_of_name(text[end]));
}

}  // namespace

std::string_view::size_type find_word(std::string_view text, std::string_view word) {
  if (word.empty()) return text.npos;
  for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
    if (stands_alone(text, at, at + word.size())) return at;
  }
  return text.npos;
}

}  // namespace gate
