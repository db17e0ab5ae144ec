// The declaration that is proposed for a tree, and what it leaves to a person.
#pragma once

#include <string>
#include <vector>

#include "gate/tree/declaration.h"

namespace gate {

struct Proposal {
  Declaration declaration;
  std::string ini;  // the text of the ini file to write, where the tree has none
  std::vector<std::string>
      found;                      // "12 revisions, head 0012", "PostgreSQL 14 (docker-compose.yml)"
  std::vector<std::string> open;  // what is still missing or to be checked, as sentences
};

}  // namespace gate
