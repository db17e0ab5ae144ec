// The title of a tree that declares none.
#pragma once

#include <string>

namespace gate {

// "raptor" as "Raptor"; a tree's name is ASCII.
inline std::string default_title(std::string tree) {
  if (!tree.empty() && tree.front() >= 'a' && tree.front() <= 'z') tree.front() -= 'a' - 'A';
  return tree;
}

}  // namespace gate
