#include "gate/pipeline/rows/value_puzzle.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "gate/core/quote.h"

namespace gate {
namespace {

constexpr std::size_t most_combinations = 20000;
constexpr std::size_t referenced_rows = 4;
constexpr std::size_t most_answers = 300;
constexpr int unwanted = 1000;  // NULL is the last resort

// So many combinations are tried in a few milliseconds; what is less wanted is left out first.
void make_small(ValuePuzzle& puzzle) {
  for (;;) {
    double combinations = 1;
    for (std::size_t count = 0; count < puzzle.references.size(); ++count) {
      combinations *= referenced_rows + 1;
    }
    PuzzleColumn* longest = nullptr;
    for (PuzzleColumn& column : puzzle.columns) {
      if (column.candidates.empty()) continue;
      combinations *= static_cast<double>(column.candidates.size());
      if (longest == nullptr || column.candidates.size() > longest->candidates.size()) {
        longest = &column;
      }
    }
    if (combinations <= most_combinations || longest == nullptr) return;
    if (longest->candidates.size() < 3) return;
    // The last one is NULL, where that is a choice.
    longest->candidates.erase(longest->candidates.end() - 2);
  }
}

std::string values_of(const PuzzleColumn& column) {
  std::string rows;
  for (std::size_t at = 0; at < column.candidates.size(); ++at) {
    const auto& value = column.candidates[at];
    rows += fmt::format("{}({}, {}::{})", rows.empty() ? "" : ", ",
                        value ? static_cast<int>(at) : unwanted,
                        value ? quote_literal(*value) : "NULL", column.type);
  }
  return rows;
}

// Its rows, a few of them, and where that is allowed none.
std::string rows_of(const PuzzleReference& reference) {
  std::vector<std::string> names;
  std::vector<std::string> nulls;
  for (const std::string& one : reference.referenced) {
    names.push_back(quote_identifier(one));
    nulls.push_back("NULL");
  }
  const auto list = fmt::format("{}", fmt::join(names, ", "));
  std::string query = fmt::format(
      "SELECT row_number() OVER () - 1, x.* FROM (SELECT DISTINCT {} FROM {} WHERE ({}) IS NOT "
      "NULL "
      "ORDER BY {} LIMIT {}) x",
      list, reference.table, names.size() == 1 ? list : fmt::format("ROW({})", list), list,
      referenced_rows);
  if (reference.may_be_null) {
    query += fmt::format(" UNION ALL SELECT {}, {}", unwanted, fmt::join(nulls, ", "));
  }
  return query;
}

class Query {
 public:
  explicit Query(const ValuePuzzle& puzzle) : puzzle_(puzzle) {}

  std::string text() {
    for (std::size_t at = 0; at < puzzle_.references.size(); ++at) add_reference(at);
    for (std::size_t at = 0; at < puzzle_.columns.size(); ++at) add_column(at);
    std::vector<std::string> names;
    std::vector<std::string> conditions = {"true"};
    for (const PuzzleColumn& column : puzzle_.columns) {
      const std::string name = quote_identifier(column.name);
      names.push_back(name + "::text");
      if (column.not_null) conditions.push_back(name + " IS NOT NULL");
    }
    for (const std::string& one : puzzle_.conditions) {
      conditions.push_back(fmt::format("({}) IS NOT FALSE", one));
    }
    return fmt::format(
        "SELECT {} FROM (SELECT {}, {} AS gate_order FROM {}{}) AS {} WHERE {} ORDER BY gate_order "
        "LIMIT {}",
        fmt::join(names, ", "), fmt::join(selected_, ", "), fmt::join(orders_, " + "),
        fmt::join(sources_, " CROSS JOIN "),
        joins_.empty() ? std::string() : fmt::format(" WHERE {}", fmt::join(joins_, " AND ")),
        quote_identifier(puzzle_.relation), fmt::join(conditions, " AND "), most_answers);
  }

 private:
  void add_reference(std::size_t at) {
    const PuzzleReference& reference = puzzle_.references[at];
    std::vector<std::string> names{"o"};
    for (std::size_t part = 0; part < reference.columns.size(); ++part) {
      names.push_back(fmt::format("c{}", part));
    }
    sources_.push_back(
        fmt::format("({}) AS f{}({})", rows_of(reference), at, fmt::join(names, ", ")));
    orders_.push_back(fmt::format("f{}.o", at));
  }

  // From wherever it comes, and from everywhere the same.
  void add_column(std::size_t at) {
    const PuzzleColumn& column = puzzle_.columns[at];
    std::vector<std::string> places;
    for (std::size_t number = 0; number < puzzle_.references.size(); ++number) {
      const auto& names = puzzle_.references[number].columns;
      const auto found = std::find(names.begin(), names.end(), column.name);
      if (found != names.end())
        places.push_back(fmt::format("f{}.c{}", number, found - names.begin()));
    }
    if (!column.candidates.empty()) {
      sources_.push_back(fmt::format("(VALUES {}) AS v{}(o, v)", values_of(column), at));
      orders_.push_back(fmt::format("v{}.o", at));
      places.push_back(fmt::format("v{}.v", at));
    }
    for (std::size_t one = 1; one < places.size(); ++one) {
      joins_.push_back(
          fmt::format("({0} = {1} OR {0} IS NULL OR {1} IS NULL)", places[0], places[one]));
    }
    selected_.push_back(
        fmt::format("coalesce({}) AS {}", fmt::join(places, ", "), quote_identifier(column.name)));
  }

  const ValuePuzzle& puzzle_;
  std::vector<std::string> selected_;
  std::vector<std::string> orders_;
  std::vector<std::string> sources_;
  std::vector<std::string> joins_;
};

}  // namespace

std::string puzzle_query(ValuePuzzle puzzle) {
  make_small(puzzle);
  return Query(puzzle).text();
}

}  // namespace gate
