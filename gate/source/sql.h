// What one SQL text does to a database, read with PostgreSQL's own parser and never run.
//
// DO blocks and the bodies of functions are read as well. What a text computes when it runs
// (EXECUTE of something that is no literal) is not guessed at. A text that is not SQL says nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gate/core/operation.h"

namespace gate {

// The operations of the text, in the order written, without a place. `parameters`: JSON, an object
// by name or an array by place, as ExecutedStatement has them; a lookup's `wanted` are filled in
// from them.
std::vector<Operation> operations_in(std::string_view sql, std::string_view parameters = {});

// Whether the parser reads any of it, or it is nothing but comments.
bool is_sql(std::string_view sql);

// What an INSERT or UPDATE puts into one of its columns.
struct ColumnSource {
  std::optional<std::string> value;  // of a literal or of a parameter
  bool sub_select = false;           // a scalar sub-select, or a column of INSERT ... SELECT
  std::vector<Operation> lookups;    // what that reads
};
// Nothing where the text is no single INSERT or UPDATE, or does not name the column.
std::optional<ColumnSource> source_of_column(std::string_view sql, std::string_view column,
                                             std::string_view parameters = {});

// The functions that an index's expression or predicate calls, in order of appearance, each once:
// "now", "CURRENT_TIMESTAMP", "app.rank". Casts are none.
std::vector<std::string> functions_in(std::string_view expression);

}  // namespace gate
