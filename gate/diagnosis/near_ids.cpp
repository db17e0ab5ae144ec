#include "gate/diagnosis/near_ids.h"

#include <algorithm>
#include <utility>

#include "gate/core/nearest.h"
#include "gate/diagnosis/id_style.h"

namespace gate {
namespace {

constexpr std::size_t most = 3;

void add(std::vector<std::string>& all, const std::string& id) {
  if (id.empty() || all.size() == most) return;
  if (std::find(all.begin(), all.end(), id) == all.end()) all.push_back(id);
}

// An id cut short, or one with a slip of the pen. Numbers of the same length are all alike, so that
// for them only the neighbours count.
void add_alike(std::vector<std::string>& all, const std::string& reference,
               const std::vector<std::string>& ids) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const std::string& id : ids) {
    const bool cut =
        reference.size() >= 4 && (id.starts_with(reference) || reference.starts_with(id));
    const std::size_t enough = std::max<std::size_t>(1, reference.size() / 4);
    if (id.size() > reference.size() + enough || reference.size() > id.size() + enough) {
      if (cut) ranked.emplace_back(0, id);
      continue;
    }
    const std::size_t changes = cut ? 0 : edit_distance(reference, id);
    if (changes <= enough) ranked.emplace_back(changes, id);
  }
  std::sort(ranked.begin(), ranked.end());
  for (const auto& [changes, id] : ranked) add(all, id);
}

void add_neighbours(std::vector<std::string>& all, const IdStyle& style,
                    const std::string& reference, const std::vector<std::string>& ids) {
  std::string lower;
  std::string higher;
  for (const std::string& id : ids) {
    if (!style.fits(id)) continue;
    if (counted_before(id, reference) && (lower.empty() || counted_before(lower, id))) lower = id;
    if (counted_before(reference, id) && (higher.empty() || counted_before(id, higher))) {
      higher = id;
    }
  }
  add(all, lower);
  add(all, higher);
}

}  // namespace

std::vector<std::string> near_ids(const std::string& reference,
                                  const std::vector<std::string>& ids) {
  std::vector<std::string> all;
  const IdStyle style(ids);
  if (style.fits(reference)) {
    add_neighbours(all, style, reference, ids);
  } else {
    add_alike(all, reference, ids);
    add_neighbours(all, style, reference, ids);
  }
  return all;
}

}  // namespace gate
