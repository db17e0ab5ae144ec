#include "gate/source/sql_tokens.h"

#include <algorithm>
#include <optional>

namespace gate {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool begins_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}
bool in_word(char c) { return begins_word(c) || is_digit(c); }

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view sql) : sql_(sql) {}

  std::vector<SqlToken> first(std::size_t most) {
    std::vector<SqlToken> tokens;
    while (at_ < sql_.size() && tokens.size() < most) {
      if (skip_blank()) continue;
      const std::size_t begin = at_;
      name_ = {};
      const SqlTokenKind kind = next();
      tokens.push_back({kind, sql_.substr(begin, at_ - begin), name_});
    }
    return tokens;
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }

  template <class Predicate>
  std::size_t run(std::size_t from, Predicate holds) const {
    while (from < sql_.size() && holds(sql_[from])) ++from;
    return from;
  }

  // True when there was white space or a comment.
  bool skip_blank() {
    const std::size_t before = at_;
    at_ = run(at_, [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); });
    if (peek() == '-' && peek(1) == '-') {
      at_ = std::min(sql_.find('\n', at_), sql_.size());
    } else if (peek() == '/' && peek(1) == '*') {
      skip_block_comment();
    }
    return at_ != before;
  }

  // They nest (https://www.postgresql.org/docs/15/sql-syntax-lexical.html, 4.1.5).
  void skip_block_comment() {
    int depth = 0;
    do {
      if (peek() == '/' && peek(1) == '*') {
        ++depth;
        at_ += 2;
      } else if (peek() == '*' && peek(1) == '/') {
        --depth;
        at_ += 2;
      } else {
        ++at_;
      }
    } while (depth > 0 && at_ < sql_.size());
    at_ = std::min(at_, sql_.size());
  }

  void skip_quoted(char quote, bool backslashes) {
    for (++at_; at_ < sql_.size(); ++at_) {
      if (backslashes && sql_[at_] == '\\') {
        ++at_;
      } else if (sql_[at_] == quote) {
        if (peek(1) != quote) break;
        ++at_;
      }
    }
    at_ = std::min(at_ + 1, sql_.size());
  }

  SqlTokenKind next() {
    const char c = peek();
    if (c == '\'') {
      skip_quoted('\'', false);
      return SqlTokenKind::text;
    }
    if (c == '"') {
      skip_quoted('"', false);
      return SqlTokenKind::quoted;
    }
    if (c == '$') return after_dollar();
    if (begins_word(c)) return word();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      at_ = run(at_, [](char d) { return in_word(d) || d == '.'; });
      return SqlTokenKind::number;
    }
    if (c == ':' || c == '%' || c == '?') return marker(c);
    ++at_;
    return SqlTokenKind::symbol;
  }

  // A word, or the prefix of a string: E'...', B'...', X'...', N'...'.
  SqlTokenKind word() {
    const char first = peek();
    if (peek(1) == '\'' && std::string_view("eEbBxXnN").find(first) != std::string_view::npos) {
      ++at_;
      skip_quoted('\'', first == 'e' || first == 'E');
      return SqlTokenKind::text;
    }
    at_ = run(at_, [](char c) { return in_word(c) || c == '$'; });
    return SqlTokenKind::word;
  }

  SqlTokenKind after_dollar() {
    if (is_digit(peek(1))) {
      at_ = run(at_ + 1, is_digit);
      return SqlTokenKind::dollar;
    }
    const std::size_t tag_end = begins_word(peek(1)) ? run(at_ + 1, in_word) : at_ + 1;
    if (tag_end >= sql_.size() || sql_[tag_end] != '$') {
      ++at_;
      return SqlTokenKind::symbol;
    }
    const std::string_view tag = sql_.substr(at_, tag_end + 1 - at_);
    const std::size_t end = sql_.find(tag, tag_end + 1);
    at_ = end == std::string_view::npos ? sql_.size() : end + tag.size();
    return SqlTokenKind::text;
  }

  SqlTokenKind marker(char c) {
    if (c == '?') {
      ++at_;
      return SqlTokenKind::question;
    }
    if (c == ':' && peek(1) == ':') {  // a cast
      at_ += 2;
      return SqlTokenKind::symbol;
    }
    const bool after_word = at_ > 0 && in_word(sql_[at_ - 1]);  // a slice: x[1:n]
    if (c == ':' && begins_word(peek(1)) && !after_word) {
      const std::size_t end = run(at_ + 1, in_word);
      name_ = sql_.substr(at_ + 1, end - at_ - 1);
      at_ = end;
      return SqlTokenKind::named_marker;
    }
    if (c == '%' && peek(1) == '(') {
      const std::size_t end = sql_.find(")s", at_);
      if (end != std::string_view::npos && end - at_ < 200) {
        name_ = sql_.substr(at_ + 2, end - at_ - 2);
        at_ = end + 2;
        return SqlTokenKind::named_marker;
      }
    }
    if (c == '%' && peek(1) == 's' && !in_word(peek(2))) {
      at_ += 2;
      return SqlTokenKind::place_marker;
    }
    ++at_;
    return SqlTokenKind::symbol;
  }

  std::string_view sql_;
  std::string_view name_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<SqlToken> sql_tokens(std::string_view sql, std::size_t most) {
  return Tokenizer(sql).first(most);
}

}  // namespace gate
