#include "gate/pipeline/rows/row_filler.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

#include "gate/pipeline/rows/attempt.h"
#include "gate/pipeline/rows/fill_order.h"
#include "gate/pipeline/rows/row_draft.h"

namespace gate {
namespace {

constexpr std::size_t rows_each = 2;
constexpr std::size_t tries = 16;
constexpr std::size_t tries_with_sequences = 10;

// Other values will not help.
bool is_final(const QueryFailure& failure) {
  static const std::set<std::string> states{"55P03", "57014", "42501", "0A000", "42P01", "42883"};
  return failure.connection_lost || states.count(failure.sql.sqlstate) != 0;
}

// Without the detail: "Failing row contains (...)" would be values of our own.
std::string words_of(const QueryFailure& failure) {
  if (failure.sql.sqlstate.empty()) return failure.sql.primary;
  return fmt::format("{} (SQLSTATE {})", failure.sql.primary, failure.sql.sqlstate);
}

class Filler {
 public:
  Filler(Connection& connection, std::vector<RowTable> tables, const TypeCatalog& types)
      : connection_(connection), tables_(std::move(tables)), values_(connection, types) {}

  void fill(const std::set<std::size_t>& wanted) {
    const FillOrder order = fill_order(tables_, wanted);
    for (const PostponedReference& one : order.postponed) {
      rules_[one.table].left_null.push_back(&tables_[one.table].references[one.reference]);
    }
    for (const auto& group : order.groups) {
      for (std::size_t number = 0; number < rows_each; ++number) {
        if (group.size() > 1) {
          put_together(group, number);
        } else {
          put(group[0], number);
        }
      }
    }
    for (const PostponedReference& one : order.postponed) set_reference(one);
  }

  FilledTables result(const std::set<std::size_t>& wanted) {
    FilledTables filled;
    for (const auto& [place, rows] : rows_) filled.rows += rows.size();
    for (const std::size_t place : wanted) {
      if (!rows_[place].empty() || has_rows(tables_[place].shown)) continue;
      filled.unfilled.push_back({tables_[place].shown, why_[place]});
    }
    return filled;
  }

 private:
  bool has_rows(const std::string& table) {
    const auto found = attempt(connection_, fmt::format("SELECT 1 FROM {} LIMIT 1", table));
    return found && !found->rows.empty();
  }

  // A row that has to refer to another one, of a table that has none.
  std::optional<std::string> what_is_missing(const RowTable& table) {
    for (const RowReference& one : table.references) {
      if (may_be_null(table, one) || leads_to(one, table) || has_rows(one.table_name)) continue;
      return fmt::format("it needs a row of {}, which has none", one.table_name);
    }
    return std::nullopt;
  }

  // The first row of a table whose rows refer to rows of its own refers to itself, where it must.
  FillingRules rules_for(std::size_t place, bool own_sequences) {
    FillingRules rules = rules_[place];
    rules.own_sequences = own_sequences;
    const RowTable& table = tables_[place];
    for (const RowReference& one : table.references) {
      if (!leads_to(one, table) || may_be_null(table, one) || has_rows(table.shown)) continue;
      rules.left_null.push_back(&one);
    }
    return rules;
  }

  void put(std::size_t place, std::size_t number) {
    const RowTable& table = tables_[place];
    if (auto missing = what_is_missing(table)) {
      why_[place] = *missing;
      return;
    }
    for (const bool own_sequences : {false, true}) {
      const FillingRules rules = rules_for(place, own_sequences);
      RowDrafts drafts(values_, table, rules);
      for (std::size_t refused = 0; refused < (own_sequences ? tries_with_sequences : tries);
           ++refused) {
        RowDraft draft = drafts.draft(number, refused);
        for (const RowReference* one : rules.left_null) {
          if (leads_to(*one, table)) link(*one, draft, table, draft);
        }
        const auto done = insert(place, draft);
        if (done || is_final(done.error())) return;
      }
      const bool draws = std::any_of(table.columns.begin(), table.columns.end(),
                                     [](const RowColumn& one) { return one.sequence; });
      if (!draws) return;
    }
  }

  QueryOutcome<QueryResult> insert(std::size_t place, const RowDraft& draft) {
    const RowTable& table = tables_[place];
    auto done = attempt(connection_,
                        insert_of(table, draft) + " RETURNING ctid; SET CONSTRAINTS ALL IMMEDIATE");
    if (!done) {
      if (why_[place].empty()) why_[place] = words_of(done.error());
    } else if (done->rows.empty()) {
      why_[place] = "a trigger left out the row that was to be inserted";
    } else {
      rows_[place].push_back(done->rows[0][0].value_or(""));
    }
    return done;
  }

  // The columns of one row that refer to another get what that one has; a key that a sequence would
  // give is drawn from it now.
  void link(const RowReference& reference, RowDraft& from, const RowTable& table, RowDraft& to) {
    for (std::size_t at = 0; at < reference.columns.size(); ++at) {
      const std::string& key = reference.referenced[at];
      const RowColumn* column = table.column(key);
      if (to.count(key) == 0 && column != nullptr && column->sequence) {
        const auto next = attempt(connection_, "SELECT " + column->next_value);
        if (next && !next->rows.empty()) to[key] = next->rows[0][0];
      }
      if (to.count(key) != 0) from[reference.columns[at]] = to[key];
    }
  }

  // Foreign keys are looked at when a statement ends, so one statement fills them all.
  void put_together(const std::vector<std::size_t>& group, std::size_t number) {
    std::optional<QueryFailure> first;
    for (std::size_t refused = 0; refused < tries; ++refused) {
      std::map<std::size_t, RowDraft> drafts = draft_together(group, number, refused);
      std::vector<std::string> inserts;
      for (auto& [place, draft] : drafts) {
        inserts.push_back(
            fmt::format("g{} AS ({} RETURNING ctid)", place, insert_of(tables_[place], draft)));
      }
      std::vector<std::string> places;
      for (const std::size_t place : group) places.push_back(fmt::format("(TABLE g{})", place));
      const auto done =
          attempt(connection_, fmt::format("WITH {} SELECT {}; SET CONSTRAINTS ALL IMMEDIATE",
                                           fmt::join(inserts, ", "), fmt::join(places, ", ")));
      if (done && !done->rows.empty()) {
        for (std::size_t at = 0; at < group.size(); ++at) {
          rows_[group[at]].push_back(done->rows[0][at].value_or(""));
        }
        return;
      }
      if (done) return;
      if (!first) first = done.error();
      if (is_final(done.error())) break;
    }
    for (const std::size_t place : group) {
      if (first && why_[place].empty()) why_[place] = words_of(*first);
    }
  }

  std::map<std::size_t, RowDraft> draft_together(const std::vector<std::size_t>& group,
                                                 std::size_t number, std::size_t refused) {
    std::map<std::size_t, RowDraft> drafts;
    std::map<std::size_t, FillingRules> rules;
    for (const std::size_t place : group) {
      FillingRules& own = rules[place] = rules_[place];
      for (const RowReference& one : tables_[place].references) {
        if (may_be_null(tables_[place], one)) continue;
        for (const std::size_t other : group) {
          if (leads_to(one, tables_[other])) own.left_null.push_back(&one);
        }
      }
      drafts[place] = RowDrafts(values_, tables_[place], own).draft(number, refused);
    }
    for (const std::size_t place : group) {
      for (const RowReference* one : rules[place].left_null) {
        if (may_be_null(tables_[place], *one)) continue;
        for (const std::size_t other : group) {
          if (leads_to(*one, tables_[other])) {
            link(*one, drafts[place], tables_[other], drafts[other]);
          }
        }
      }
    }
    return drafts;
  }

  // Both tables have rows now. Where it is refused the reference stays NULL.
  void set_reference(const PostponedReference& postponed) {
    const RowTable& table = tables_[postponed.table];
    const RowReference& reference = table.references[postponed.reference];
    std::vector<std::string> set;
    std::vector<std::string> taken;
    std::vector<std::string> agree{"true"};
    for (std::size_t at = 0; at < reference.columns.size(); ++at) {
      const auto name = quote_identifier(reference.columns[at]);
      const auto key = "r." + quote_identifier(reference.referenced[at]);
      const RowColumn* column = table.column(reference.columns[at]);
      if (column != nullptr && column->not_null) {
        agree.push_back(fmt::format("{} = t.{}", key, name));
      } else {
        set.push_back(name);
        taken.push_back(key);
      }
    }
    for (std::string& row : rows_[postponed.table]) {
      const auto done = attempt(
          connection_,
          fmt::format("UPDATE ONLY {} AS t SET ({}) = (SELECT {} FROM {} AS r WHERE {} LIMIT 1) "
                      "WHERE t.ctid = {} RETURNING ctid; SET CONSTRAINTS ALL IMMEDIATE",
                      table.shown, fmt::join(set, ", "), fmt::join(taken, ", "),
                      reference.table_name, fmt::join(agree, " AND "), quote_literal(row)));
      if (done && !done->rows.empty()) row = done->rows[0][0].value_or("");
    }
  }

  Connection& connection_;
  const std::vector<RowTable> tables_;
  RowValues values_;
  std::map<std::size_t, FillingRules> rules_;
  std::map<std::size_t, std::vector<std::string>> rows_;  // ctids of those put in, by place
  std::map<std::size_t, std::string> why_;                // the first refusal
};

}  // namespace

QueryOutcome<FilledTables> fill_tables(Connection& connection,
                                       const std::function<bool(const RowTable&)>& wanted) {
  if (auto begun = connection.script("BEGIN; SET LOCAL lock_timeout = '5s'; "
                                     "SET LOCAL statement_timeout = '20s'");
      !begun) {
    return begun.error();
  }
  const auto types = read_types(connection);
  if (!types) return types.error();
  auto tables = read_row_tables(connection);
  if (!tables) return tables.error();
  std::set<std::size_t> places;
  for (std::size_t place = 0; place < tables->size(); ++place) {
    if (!(*tables)[place].partitioned && wanted((*tables)[place])) places.insert(place);
  }
  Filler filler(connection, std::move(*tables), *types);
  filler.fill(places);
  FilledTables filled = filler.result(places);
  if (auto done = connection.script("COMMIT"); !done) return done.error();
  return filled;
}

}  // namespace gate
