#include "gate/git/ignored_paths.h"

#include "gate/git/fields.h"

namespace gate {

Known<IgnoredPaths> ignored_paths(const GitRepository& repository, const Deadline& deadline) {
  const auto said = repository.ask(
      {"ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"}, deadline);
  if (!said) return said.error();
  IgnoredPaths ignored;
  for (const auto path : fields_of(*said)) {
    if (path.empty()) continue;
    if (path.back() == '/') {
      ignored.folders.insert(repository.top() / path.substr(0, path.size() - 1));
    } else {
      ignored.files.insert(repository.top() / path);
    }
  }
  return ignored;
}

}  // namespace gate
