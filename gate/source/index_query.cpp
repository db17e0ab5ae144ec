#include "gate/source/index_query.h"

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>

#include <deque>
#include <memory>
#include <vector>

namespace gate {
namespace {

struct FreeParsed {
  void operator()(PgQueryProtobufParseResult* result) const {
    pg_query_free_protobuf_parse_result(*result);
    delete result;
  }
};
struct FreeTree {
  void operator()(PgQuery__ParseResult* tree) const {
    pg_query__parse_result__free_unpacked(tree, nullptr);
  }
};
using Tree = std::unique_ptr<PgQuery__ParseResult, FreeTree>;

Tree parse(const std::string& sql) {
  const std::unique_ptr<PgQueryProtobufParseResult, FreeParsed> parsed(
      new PgQueryProtobufParseResult(pg_query_parse_protobuf(sql.c_str())));
  if (parsed->error != nullptr) return nullptr;
  return Tree(pg_query__parse_result__unpack(
      nullptr, parsed->parse_tree.len,
      reinterpret_cast<const std::uint8_t*>(parsed->parse_tree.data)));
}

const PgQuery__IndexStmt* only_index(const PgQuery__ParseResult* tree) {
  if (tree == nullptr || tree->n_stmts != 1) return nullptr;
  const PgQuery__Node* node = tree->stmts[0]->stmt;
  return node != nullptr && node->node_case == PG_QUERY__NODE__NODE_INDEX_STMT ? node->index_stmt
                                                                               : nullptr;
}

std::optional<std::string> written(PgQuery__ParseResult& tree) {
  std::string packed(pg_query__parse_result__get_packed_size(&tree), '\0');
  pg_query__parse_result__pack(&tree, reinterpret_cast<std::uint8_t*>(packed.data()));
  const PgQueryDeparseResult result =
      pg_query_deparse_protobuf(PgQueryProtobuf{packed.size(), packed.data()});
  std::optional<std::string> text;
  if (result.error == nullptr) text = result.query;
  pg_query_free_deparse_result(result);
  return text;
}

// The SELECT's own nodes; what it selects and from where are nodes of the index, borrowed.
class Select {
 public:
  explicit Select(const PgQuery__IndexStmt& index) {
    for (std::size_t at = 0; at < index.n_index_params; ++at) add(*index.index_params[at]);
    PgQuery__Node& table = nodes_.emplace_back();
    pg_query__node__init(&table);
    table.node_case = PG_QUERY__NODE__NODE_RANGE_VAR;
    table.range_var = index.relation;
    from_ = {&table};
    pg_query__select_stmt__init(&select_);
    select_.n_target_list = targets_.size();
    select_.target_list = targets_.data();
    select_.n_from_clause = from_.size();
    select_.from_clause = from_.data();
    select_.where_clause = index.where_clause;
    select_.limit_option = PG_QUERY__LIMIT_OPTION__LIMIT_OPTION_DEFAULT;
    select_.op = PG_QUERY__SET_OPERATION__SETOP_NONE;
  }

  std::optional<std::string> text() {
    PgQuery__Node node;
    pg_query__node__init(&node);
    node.node_case = PG_QUERY__NODE__NODE_SELECT_STMT;
    node.select_stmt = &select_;
    PgQuery__RawStmt raw;
    pg_query__raw_stmt__init(&raw);
    raw.stmt = &node;
    PgQuery__RawStmt* statements[] = {&raw};
    PgQuery__ParseResult tree;
    pg_query__parse_result__init(&tree);
    tree.n_stmts = 1;
    tree.stmts = statements;
    return written(tree);
  }

 private:
  // Plain columns are left out: they call nothing.
  void add(const PgQuery__Node& parameter) {
    if (parameter.node_case != PG_QUERY__NODE__NODE_INDEX_ELEM) return;
    if (parameter.index_elem->expr == nullptr) return;
    PgQuery__ResTarget& target = results_.emplace_back();
    pg_query__res_target__init(&target);
    target.val = parameter.index_elem->expr;
    PgQuery__Node& node = nodes_.emplace_back();
    pg_query__node__init(&node);
    node.node_case = PG_QUERY__NODE__NODE_RES_TARGET;
    node.res_target = &target;
    targets_.push_back(&node);
  }

  std::deque<PgQuery__ResTarget> results_;  // a deque: addresses stay
  std::deque<PgQuery__Node> nodes_;
  std::vector<PgQuery__Node*> targets_;
  std::vector<PgQuery__Node*> from_;
  PgQuery__SelectStmt select_;
};

}  // namespace

std::optional<std::string> index_query(const std::string& create_index) {
  const Tree tree = parse(create_index);
  const PgQuery__IndexStmt* index = only_index(tree.get());
  return index == nullptr ? std::nullopt : Select(*index).text();
}

}  // namespace gate
