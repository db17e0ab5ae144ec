// What a database holds, coarsely: the names of its objects and the number of rows of each table.
// Two of them show what a file of SQL made, and whether it is there still.
//
// It does not see a row that was changed, nor an object that was altered and kept its name.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "gate/pipeline/own_connection.h"

namespace gate {

struct DatabaseContents {
  std::set<std::string> objects;     // "table public.plans", "function public.rank(text)"
  std::map<std::string, long> rows;  // by table
};

QueryOutcome<DatabaseContents> read_contents(OwnConnection& connection);

// What is only in the second: objects that are new, tables that have more rows by so many.
DatabaseContents made_between(const DatabaseContents& before, const DatabaseContents& after);
// Whether all that was made is there; of rows, whether there are as many.
bool holds(const DatabaseContents& now, const DatabaseContents& made);
// In words, a few of many: "table public.plans", "rows of public.plans: 3, then 6".
std::vector<std::string> differences(const DatabaseContents& before, const DatabaseContents& after);

}  // namespace gate
