// Revision files written shortly, for tests.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "gate/core/revision.h"

namespace gate {

inline RevisionFile revision(const std::string& id, std::vector<std::string> down = {},
                             std::vector<std::string> depends_on = {}) {
  RevisionFile file;
  file.file = "/repo/versions/" + id + "_words.py";
  file.revision = id;
  file.down_revisions = std::move(down);
  file.depends_on = std::move(depends_on);
  return file;
}

// A file that does not parse: nothing is known of it but its name.
inline RevisionFile broken(const std::string& name) {
  RevisionFile file;
  file.file = "/repo/versions/" + name;
  file.problem = "syntax-error";
  file.problem_message = "invalid syntax";
  file.problem_line = 3;
  return file;
}

// 0001 <- 0002 <- ... <- count.
inline std::vector<RevisionFile> chain(int count) {
  auto id = [](int number) {
    auto digits = std::to_string(number);
    return std::string(5 - std::min<std::size_t>(digits.size(), 5), '0') + digits;
  };
  std::vector<RevisionFile> files;
  for (int i = 1; i <= count; ++i) {
    files.push_back(i == 1 ? revision(id(1)) : revision(id(i), {id(i - 1)}));
  }
  return files;
}

}  // namespace gate
