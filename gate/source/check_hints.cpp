#include "gate/source/check_hints.h"

#include <algorithm>
#include <charconv>

#include "gate/source/parse_tree.h"
#include "gate/source/sql_parse.h"

namespace gate {
namespace {

void add(std::vector<std::string>& to, const std::string& one) {
  if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
}

// PostgreSQL prints a negative constant as '-1'::integer.
bool is_number(const std::string& text) {
  double number = 0;
  const auto end = text.data() + text.size();
  const bool begins = text.find_first_of("-.0123456789") == 0;  // "inf" is a word
  return begins && std::from_chars(text.data(), end, number).ptr == end;
}

void add_constant(const Node& constant, CheckHints& hints) {
  // The parser's JSON leaves out what is 0.
  if (const Node& number = member(constant, "ival"); number.is_object()) {
    const Node& value = member(number, "ival");
    add(hints.numbers, value.is_number_integer() ? std::to_string(value.get<long>()) : "0");
  } else if (const Node& fraction = member(constant, "fval"); fraction.is_object()) {
    add(hints.numbers, text_of(fraction, "fval"));
  } else if (const Node& text = member(constant, "sval"); text.is_object()) {
    const std::string value = text_of(text, "sval");
    add(is_number(value) ? hints.numbers : hints.texts, value);
  }
}

void add_pattern(const Node& operation, CheckHints& hints) {
  const auto names = names_of(member(operation, "name"));
  if (names.empty()) return;
  const auto pattern = literal_of(member(operation, "rexpr"));
  if (!pattern) return;
  // PostgreSQL prints LIKE as the operator that it stands for.
  if (names.back() == "~" || names.back() == "~*") add(hints.regexes, *pattern);
  if (names.back() == "~~" || names.back() == "~~*") add(hints.templates, *pattern);
}

// x SIMILAR TO 'a%' is printed as x ~ similar_to_escape('a%'::text).
void add_similar(const Node& call, CheckHints& hints) {
  const auto names = names_of(member(call, "funcname"));
  const Node& arguments = member(call, "args");
  if (names.empty() || names.back() != "similar_to_escape" || !arguments.is_array()) return;
  if (arguments.empty()) return;
  if (const auto pattern = literal_of(arguments[0])) add(hints.templates, *pattern);
}

}  // namespace

CheckHints check_hints(const std::string& expression) {
  CheckHints hints;
  const ParsedSql parsed = parse_sql("SELECT " + expression);
  for (const ParsedStatement& statement : parsed.statements) {
    visit(statement.tree, [&](const std::string& kind, const Node& content) {
      if (kind == "ColumnRef") {
        const auto names = names_of(member(content, "fields"));
        if (!names.empty()) add(hints.columns, names.back());
      }
      if (kind == "A_Const") add_constant(content, hints);
      if (kind == "A_Expr") add_pattern(content, hints);
      if (kind == "FuncCall") add_similar(content, hints);
      // Its names are no constants.
      return kind != "TypeName";
    });
  }
  return hints;
}

}  // namespace gate
