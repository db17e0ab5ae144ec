#include "gate/git/git_environment.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gate {
namespace {

// Of git's own variables: where its configuration is, and how far up it may look.
bool is_wanted(std::string_view entry) {
  constexpr std::array<std::string_view, 5> kept{
      "GIT_CONFIG_", "GIT_CEILING_DIRECTORIES=", "GIT_DISCOVERY_ACROSS_FILESYSTEM=",
      "GIT_EXEC_PATH=", "GIT_TEST_"};
  if (entry.starts_with("GIT_CONFIG_PARAMETERS=")) return false;
  const auto has = [&](std::string_view prefix) { return entry.starts_with(prefix); };
  if (entry.starts_with("GIT_")) return std::any_of(kept.begin(), kept.end(), has);
  return !entry.starts_with("LC_") && !entry.starts_with("LANG") && !entry.starts_with("PAGER=");
}

}  // namespace

std::vector<std::string> git_environment(const std::vector<std::string>& own) {
  std::vector<std::string> environment;
  std::copy_if(own.begin(), own.end(), std::back_inserter(environment), is_wanted);
  // No protocol is allowed, so that what a partial clone lacks is not fetched behind our back.
  for (const char* entry : {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0",
                            "GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1", "LC_ALL=C"}) {
    environment.emplace_back(entry);
  }
  return environment;
}

}  // namespace gate
