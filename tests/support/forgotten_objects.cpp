#include "tests/support/forgotten_objects.h"

#include <ostream>

namespace gate::test {

void PrintTo(const ForgottenObject& one, std::ostream* out) { *out << one.name; }

std::vector<ForgottenObject> forgotten_objects() {
  std::vector<ForgottenObject> all;
  for (auto* part :
       {forgotten_tables, forgotten_columns, forgotten_constraints, forgotten_types,
        forgotten_functions, forgotten_access, forgotten_comments, forgotten_rarities}) {
    for (ForgottenObject& one : part()) all.push_back(std::move(one));
  }
  return all;
}

}  // namespace gate::test
