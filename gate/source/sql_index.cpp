#include "gate/source/sql_index.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/source/sql.h"
#include "gate/source/sql_parse.h"
#include "gate/source/sql_tokens.h"

namespace gate {
namespace {

bool is_word(const SqlToken& token, std::string_view word) {
  return token.kind == SqlTokenKind::word && token.text.size() == word.size() &&
         std::equal(word.begin(), word.end(), token.text.begin(), [](char left, char right) {
           return left == (right >= 'A' && right <= 'Z' ? right - 'A' + 'a' : right);
         });
}

std::string between(const SqlToken& first, const SqlToken& last) {
  const char* const end = last.text.data() + last.text.size();
  return {first.text.data(), static_cast<std::size_t>(end - first.text.data())};
}

struct IndexTexts {
  std::string elements;
  std::string predicate;
};

// The first parentheses hold the elements; a WHERE outside of any begins the predicate.
IndexTexts texts_of(const std::string& statement) {
  IndexTexts texts;
  const auto tokens = sql_tokens(statement);
  std::size_t begin = 0;
  int depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].text == "(" && depth++ == 0 && begin == 0) begin = i + 1;
    if (tokens[i].text == ")" && --depth == 0 && texts.elements.empty() && i > begin) {
      texts.elements = between(tokens[begin], tokens[i - 1]);
    }
    if (depth == 0 && is_word(tokens[i], "where") && i + 1 < tokens.size()) {
      const bool closed = tokens.back().text == ";";
      texts.predicate = between(tokens[i + 1], tokens[tokens.size() - (closed ? 2 : 1)]);
      break;
    }
  }
  return texts;
}

std::string composed(const std::string& elements, const std::string& predicate) {
  if (predicate.empty() || elements.empty()) return elements + predicate;
  return fmt::format("({}) WHERE {}", elements, predicate);
}

bool has_expression(const Node& elements) {
  bool found = false;
  visit(elements, [&](const std::string& kind, const Node& content) {
    found = found || (kind == "IndexElem" && !member(content, "expr").is_null());
    return true;
  });
  return found;
}

void add_functions(std::vector<std::string>& functions, const std::vector<std::string>& more) {
  for (const std::string& one : more) {
    if (std::find(functions.begin(), functions.end(), one) == functions.end()) {
      functions.push_back(one);
    }
  }
}

}  // namespace

Operation index_of(const Node& statement, const std::string& text) {
  Operation operation;
  operation.kind = OperationKind::create_index;
  const RelationName table = relation_of(member(statement, "relation"));
  operation.schema = table.schema;
  operation.table = table.name;
  operation.name = text_of(statement, "idxname");
  operation.conditional = is_set(statement, "if_not_exists");
  const IndexTexts texts = texts_of(text);
  const Node& elements = member(statement, "indexParams");
  operation.expression =
      composed(has_expression(elements) ? texts.elements : std::string(), texts.predicate);
  operation.functions = functions_below(elements);
  add_functions(operation.functions, functions_below(member(statement, "whereClause")));
  return operation;
}

std::vector<Operation> exclusions_below(const Node& statement, const RelationName& table) {
  std::vector<Operation> all;
  visit(statement, [&](const std::string& kind, const Node& content) {
    if (kind != "Constraint" || text_of(content, "contype") != "CONSTR_EXCLUSION") return true;
    Operation operation;
    operation.kind = OperationKind::create_index;
    operation.schema = table.schema;
    operation.table = table.name;
    operation.name = text_of(content, "conname");
    operation.functions = functions_below(member(content, "exclusions"));
    add_functions(operation.functions, functions_below(member(content, "where_clause")));
    operation.expression = "EXCLUDE";
    all.push_back(std::move(operation));
    return true;
  });
  return all;
}

void add_index_expression(Operation& operation, const std::vector<IndexElement>& elements,
                          const std::string& predicate) {
  std::vector<std::string> texts;
  bool expressions = false;
  for (const IndexElement& one : elements) {
    expressions = expressions || !one.text.empty();
    texts.push_back(one.text.empty() ? one.column : one.text);
    add_functions(operation.functions, functions_in(one.text));
  }
  add_functions(operation.functions, functions_in(predicate));
  operation.expression =
      composed(expressions ? fmt::format("{}", fmt::join(texts, ", ")) : std::string(), predicate);
}

std::vector<std::string> functions_in(std::string_view expression) {
  if (expression.empty()) return {};
  // As an element of an index it may have an order; as an operand it needs parentheses.
  for (const char* const form :
       {"CREATE INDEX ON t (({}))", "CREATE INDEX ON t ({})", "CREATE INDEX ON t (a) WHERE {}"}) {
    const ParsedSql parsed = parse_sql(fmt::format(fmt::runtime(form), expression));
    if (parsed.statements.size() == 1) return functions_below(parsed.statements[0].tree);
  }
  return {};
}

}  // namespace gate
