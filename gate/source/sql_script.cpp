#include "gate/source/sql_script.h"

#include <pg_query.h>

#include <algorithm>

#include "gate/source/sql_tokens.h"

namespace gate {
namespace {

bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is(const SqlToken& token, std::string_view word) {
  return token.kind == SqlTokenKind::word && token.text.size() == word.size() &&
         std::equal(word.begin(), word.end(), token.text.begin(), [](char upper, char c) {
           return upper == (c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
         });
}

struct Span {
  std::size_t begin;
  std::size_t length;
};

struct Scanned {
  bool unclosed = false;  // a quote or comment that runs beyond the text
  bool readable = true;
  std::vector<Span> statements;
};

// PostgreSQL's scanner: where statements end outside of quotes and parentheses.
Scanned scan(const std::string& text) {
  Scanned scanned;
  const PgQuerySplitResult split = pg_query_split_with_scanner(text.c_str());
  if (split.error != nullptr) {
    scanned.readable = false;
    scanned.unclosed = std::string_view(split.error->message).find("unterminated") == 0;
  }
  for (int i = 0; split.error == nullptr && i < split.n_stmts; ++i) {
    scanned.statements.push_back({static_cast<std::size_t>(split.stmts[i]->stmt_location),
                                  static_cast<std::size_t>(split.stmts[i]->stmt_len)});
  }
  pg_query_free_split_result(split);
  return scanned;
}

bool is_copy_from_stdin(const std::vector<SqlToken>& tokens) {
  if (tokens.empty() || !is(tokens.front(), "COPY")) return false;
  for (std::size_t i = 1; i + 1 < tokens.size(); ++i) {
    if (is(tokens[i], "FROM") && is(tokens[i + 1], "STDIN")) return true;
  }
  return false;
}

// A function's body in SQL's own syntax, BEGIN ATOMIC ... END, has semicolons that end nothing.
bool is_in_atomic_body(const std::vector<SqlToken>& tokens) {
  if (tokens.empty() || !is(tokens.front(), "CREATE")) return false;
  int depth = 0;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (depth == 0) {
      const bool begins = is(tokens[i], "BEGIN") && i + 1 < tokens.size();
      if (begins && is(tokens[i + 1], "ATOMIC")) depth = 1;
    } else if (is(tokens[i], "CASE")) {
      ++depth;
    } else if (is(tokens[i], "END")) {
      if (--depth == 0) return false;
    }
  }
  return depth > 0;
}

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  }

  SqlScript cut() {
    while (!script_.fault && skip_to_statement()) {
      if (text_[at_] == '\\') {
        pass_command();
      } else {
        take_statements();
      }
    }
    return std::move(script_);
  }

 private:
  // White space, comments and stray semicolons; false at the end of the text.
  bool skip_to_statement() {
    while (at_ < text_.size()) {
      if (is_blank(text_[at_]) || text_[at_] == ';') {
        ++at_;
      } else if (text_.substr(at_).starts_with("--")) {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else {
        return true;
      }
    }
    return false;
  }

  int line_of(std::size_t place) {
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(place), '\n'));
    counted_ = place;
    return line_;
  }

  std::size_t end_of_line(std::size_t from) const {
    const auto end = text_.find('\n', from);
    return end == std::string_view::npos ? text_.size() : end + 1;
  }

  void pass_command() {
    const std::size_t end = end_of_line(at_);
    script_.fault = refuse_command(text_.substr(at_, end - at_), line_of(at_));
    at_ = end;
  }

  // The end of the first line from there on that ends with a semicolon: as far as one may look
  // without looking into the data of a COPY.
  std::size_t next_end(std::size_t from) const {
    while (from < text_.size()) {
      const std::size_t end = end_of_line(from);
      std::size_t last = end;
      while (last > from && is_blank(text_[last - 1])) --last;
      from = end;
      if (last > 0 && text_[last - 1] == ';') return end;
    }
    return text_.size();
  }

  // Where the quote closes that the text from at_ to `end` leaves open.
  std::size_t end_of_quote(std::size_t end) const {
    const auto tokens = sql_tokens(text_.substr(at_, end - at_));
    if (tokens.empty()) return end;
    const SqlToken& last = tokens.back();
    const auto begin = static_cast<std::size_t>(last.text.data() - text_.data());
    const bool quoted = last.kind == SqlTokenKind::text || last.kind == SqlTokenKind::quoted;
    if (!quoted || begin + last.text.size() < end) return end;
    for (std::size_t size = 2 * last.text.size();; size *= 2) {
      const std::string_view longer = text_.substr(begin, size);
      const std::size_t closed = sql_tokens(longer, 1).front().text.size();
      if (closed < longer.size() || begin + size >= text_.size()) return begin + closed;
    }
  }

  // Widens the view line by line until it holds whole statements.
  void take_statements() {
    std::size_t end = next_end(at_);
    for (;;) {
      const Scanned scanned = scan(std::string(text_.substr(at_, end - at_)));
      const bool last = end == text_.size();
      if (scanned.unclosed && !last) {
        end = next_end(end_of_quote(end));
      } else if (!scanned.readable) {
        add({0, end - at_});  // PostgreSQL says what is wrong with it
        at_ = end;
        return;
      } else if (const auto whole = whole_statements(scanned.statements, end); whole || last) {
        take(whole ? *whole : scanned.statements, end);
        return;
      } else {
        end = next_end(end);
      }
    }
  }

  std::vector<SqlToken> tokens_of(const Span& span) const {
    return sql_tokens(text_.substr(at_ + span.begin, span.length));
  }

  // What is behind the last semicolon of the view: the scanner makes no statement of what is in
  // open parentheses.
  std::vector<SqlToken> behind(const std::vector<Span>& statements, std::size_t end) const {
    const std::size_t from =
        at_ + (statements.empty() ? 0 : statements.back().begin + statements.back().length);
    auto rest = sql_tokens(text_.substr(from, end - from));
    if (!statements.empty() && !rest.empty() && rest.front().text == ";") rest.erase(rest.begin());
    return rest;
  }

  bool ends_with_semicolon(const std::vector<Span>& statements) const {
    if (statements.empty()) return true;
    const std::size_t end = at_ + statements.back().begin + statements.back().length;
    return end < text_.size() && text_[end] == ';';
  }

  // Nothing where the view ends in the middle of one.
  std::optional<std::vector<Span>> whole_statements(const std::vector<Span>& scanned,
                                                    std::size_t end) const {
    std::vector<Span> whole;
    bool open = false;
    for (const Span& span : scanned) {
      if (open) {
        whole.back().length = span.begin + span.length - whole.back().begin;
      } else {
        whole.push_back(span);
      }
      open = is_in_atomic_body(tokens_of(whole.back()));
    }
    const bool closed = ends_with_semicolon(whole) && behind(whole, end).empty();
    if (open || !closed) return std::nullopt;
    return whole;
  }

  void take(const std::vector<Span>& statements, std::size_t end) {
    for (const Span& span : statements) {
      const auto tokens = tokens_of(span);
      if (tokens.empty()) continue;
      add(span);
      if (!is_copy_from_stdin(tokens)) continue;
      take_data(end_of_line(at_ + span.begin + span.length));
      return;
    }
    if (const auto rest = behind(statements, end); !rest.empty()) {
      const auto begin = static_cast<std::size_t>(rest.front().text.data() - text_.data());
      add({begin - at_, end - begin});
    }
    at_ = end;
  }

  // From its first token on.
  void add(const Span& span) {
    std::string_view sql = text_.substr(at_ + span.begin, span.length);
    if (const auto first = sql_tokens(sql, 1); !first.empty()) {
      sql.remove_prefix(static_cast<std::size_t>(first.front().text.data() - sql.data()));
    }
    while (!sql.empty() && is_blank(sql.back())) sql.remove_suffix(1);
    script_.parts.push_back(
        {sql, line_of(static_cast<std::size_t>(sql.data() - text_.data())), std::nullopt});
  }

  // Up to the line "\.", or to the end of the file as psql has it.
  void take_data(std::size_t begin) {
    std::size_t line = begin;
    while (line < text_.size()) {
      const std::size_t next = end_of_line(line);
      const std::string_view content = text_.substr(line, next - line);
      if (content == "\\.\n" || content == "\\.\r\n" || content == "\\.") {
        script_.parts.back().data = text_.substr(begin, line - begin);
        at_ = next;
        return;
      }
      line = next;
    }
    script_.parts.back().data = text_.substr(begin);
    at_ = text_.size();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;  // of counted_
  std::size_t counted_ = 0;
  SqlScript script_;
};

}  // namespace

SqlScript cut_script(std::string_view text) { return Cutter(text).cut(); }

}  // namespace gate
