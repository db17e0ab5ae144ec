#include "gate/source/sql_blocks.h"

#include <fmt/format.h>

#include "gate/source/sql_parse.h"

namespace gate {
namespace {

struct Body {
  std::string language = "plpgsql";
  std::string text;
};

Body body_of(const Node& options) {
  Body body;
  for (const Node& one : options) {
    const Node& option = content_of(one);
    const Node& value = member(option, "arg");
    const auto texts = kind_of(value) == "String"
                           ? std::vector<std::string>{text_of(content_of(value), "sval")}
                           : names_of(value);
    if (texts.empty()) continue;
    if (text_of(option, "defname") == "language") body.language = texts.front();
    if (text_of(option, "defname") == "as") body.text = texts.front();
  }
  return body;
}

// A tag that the body does not hold.
std::string dollar_quoted(const std::string& text) {
  std::string tag = "$gate$";
  for (int i = 0; text.find(tag) != text.npos; ++i) tag = fmt::format("$gate{}$", i);
  return tag + text + tag;
}

// format('CREATE ROLE %I', 'x'): as far as its arguments are literals.
std::optional<std::string> formatted(const Node& arguments) {
  std::string result;
  const auto format = arguments.empty() ? std::nullopt : literal_of(arguments[0]);
  if (!format) return std::nullopt;
  std::size_t next = 1;
  for (std::size_t i = 0; i < format->size(); ++i) {
    if ((*format)[i] != '%' || i + 1 == format->size()) {
      result += (*format)[i];
      continue;
    }
    const char how = (*format)[++i];
    if (how == '%') {
      result += '%';
      continue;
    }
    const auto value = next < arguments.size() ? literal_of(arguments[next++]) : std::nullopt;
    if (!value || (how != 'I' && how != 'L' && how != 's')) return std::nullopt;
    const char quote = how == 'I' ? '"' : how == 'L' ? '\'' : '\0';
    if (quote != '\0') result += quote;
    for (const char c : *value) {
      if (c == quote && quote != '\0') result += c;
      result += c;
    }
    if (quote != '\0') result += quote;
  }
  return result;
}

// 'a' || 'b', format(...), a plain literal; nothing for what is computed.
std::optional<std::string> constant_text(const Node& node) {
  const Node& content = content_of(node);
  if (kind_of(node) == "A_Expr" &&
      names_of(member(content, "name")) == std::vector<std::string>{"||"}) {
    const auto left = constant_text(member(content, "lexpr"));
    const auto right = constant_text(member(content, "rexpr"));
    return left && right ? std::optional(*left + *right) : std::nullopt;
  }
  if (kind_of(node) == "FuncCall") {
    const auto names = names_of(member(content, "funcname"));
    if (names.empty() || names.back() != "format") return std::nullopt;
    return formatted(member(content, "args"));
  }
  return literal_of(node);
}

std::optional<std::string> text_of_expression(const std::string& expression) {
  const ParsedSql parsed = parse_sql("SELECT " + expression);
  if (parsed.statements.size() != 1) return std::nullopt;
  const Node& targets = member(content_of(parsed.statements[0].tree), "targetList");
  if (targets.size() != 1) return std::nullopt;
  return constant_text(member(content_of(targets[0]), "val"));
}

class Blocks {
 public:
  explicit Blocks(bool deferred) : deferred_(deferred) {}

  std::vector<InnerSql> read(const Node& functions) {
    walk(functions, false);
    return std::move(found_);
  }

 private:
  // Kinds of PL/pgSQL's own nodes (https://github.com/postgres/postgres, src/pl/plpgsql/src).
  void walk(const Node& node, bool conditional) {
    const std::string kind = kind_of(node);
    const Node& content = kind.empty() ? node : content_of(node);
    if (kind == "PLpgSQL_stmt_return" && conditional) returned_ = true;
    if (kind == "PLpgSQL_expr") return add(text_of(content, "query"), conditional);
    if (kind == "PLpgSQL_stmt_dynexecute") {
      const Node& query = member(content_of(member(content, "query")), "query");
      if (!query.is_string()) return;
      if (const auto sql = text_of_expression(query.get<std::string>())) add(*sql, conditional);
      return;
    }
    if (!content.is_structured()) return;
    const bool branches = kind == "PLpgSQL_stmt_if" || kind == "PLpgSQL_stmt_case" ||
                          kind == "PLpgSQL_stmt_loop" || kind == "PLpgSQL_stmt_while" ||
                          kind == "PLpgSQL_stmt_fori" || kind == "PLpgSQL_stmt_fors" ||
                          kind == "PLpgSQL_stmt_foreach_a" || kind == "PLpgSQL_stmt_dynfors" ||
                          kind == "PLpgSQL_stmt_forc" || !member(content, "exceptions").is_null();
    for (const Node& one : content) walk(one, conditional || branches);
  }

  void add(const std::string& sql, bool conditional) {
    if (!sql.empty()) found_.push_back({sql, conditional || returned_ || deferred_, deferred_});
  }

  bool deferred_;
  bool returned_ = false;  // maybe: a RETURN in a branch came before
  std::vector<InnerSql> found_;
};

}  // namespace

std::vector<InnerSql> inner_sql(const std::string& kind, const Node& statement) {
  const bool function = kind == "CreateFunctionStmt";
  if (!function && kind != "DoStmt") return {};
  Body body = body_of(member(statement, function ? "options" : "args"));
  if (!may_be_parsed(body.text)) return {};
  if (body.language == "sql") return {{std::move(body.text), true, true}};
  if (body.language != "plpgsql") return {};
  const auto parsed =
      parse_plpgsql(fmt::format("CREATE FUNCTION gate() RETURNS {} LANGUAGE plpgsql AS {}",
                                function ? "trigger" : "void", dollar_quoted(body.text)));
  return parsed ? Blocks(function).read(*parsed) : std::vector<InnerSql>();
}

}  // namespace gate
