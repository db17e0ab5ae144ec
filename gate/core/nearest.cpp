#include "gate/core/nearest.h"

#include <algorithm>
#include <cstddef>
#include <numeric>
#include <utility>

namespace gate {
std::size_t edit_distance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, changed}));
    }
  }
  return row.back();
}

std::string nearest(std::string_view word, const std::vector<std::string_view>& known) {
  std::string_view best;
  std::size_t fewest = 0;
  for (const auto candidate : known) {
    // Words longer than any known one are never near, so they are not weighed.
    if (word.size() > 2 * candidate.size() + 2) continue;
    const auto changes = edit_distance(word, candidate);
    const auto enough = std::max(candidate.size(), word.size()) / 2;
    if (changes > enough || (!best.empty() && changes >= fewest)) continue;
    best = candidate;
    fewest = changes;
  }
  return std::string(best);
}

}  // namespace gate
