#include "gate/diagnosis/arrival.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "gate/diagnosis/commit_words.h"
#include "gate/diagnosis/finding_of.h"
#include "gate/diagnosis/id_style.h"

namespace gate {
namespace {

bool by_convention(const RevisionFile* left, const RevisionFile* right) {
  const auto name = [](const RevisionFile* file) { return name_of(*file); };
  if (left->revision != right->revision) {
    if (counted_before(left->revision, right->revision)) return true;
    if (counted_before(right->revision, left->revision)) return false;
  }
  return std::make_tuple(left->revision, name(left)) <
         std::make_tuple(right->revision, name(right));
}

std::string came(const Evidence& evidence, const RevisionFile& file) {
  const FileHistory* history = history_of(evidence, file);
  const std::string name = name_of(file);
  if (history == nullptr) return name + " is not known to git";
  if (!history->committed) return name + " is not committed yet";
  if (history->merged) return fmt::format("{} was merged by {}", name, words(*history->merged));
  if (history->added) return fmt::format("{} came with {}", name, words(*history->added));
  return name + " is older than what this clone knows";
}

std::string told_by_history(const Evidence& evidence, const RevisionFiles& files) {
  std::string sentence;
  for (auto file = files.rbegin(); file != files.rend(); ++file) {
    sentence += (sentence.empty() ? "" : "; ") + came(evidence, **file);
  }
  return fmt::format("{} came later, as git has it: {}.", name_of(*files.back()), sentence);
}

std::string taken_by_convention(const Evidence& evidence, const RevisionFiles& files,
                                bool at_once) {
  const std::string why = at_once ? "git has them come at the same time"
                          : !evidence.history.why_unknown.empty() ? evidence.history.why_unknown
                                                                  : "git does not know these files";
  return fmt::format(
      "by convention {} is taken for the later one, as it sorts last; which was merged later "
      "cannot "
      "be known here ({}). If it has run anywhere already, change the other one instead.",
      name_of(*files.back()), why);
}

}  // namespace

const FileHistory* history_of(const Evidence& evidence, const RevisionFile& file) {
  for (const FileHistory& history : evidence.history.files) {
    if (history.file == file.file) return &history;
  }
  return nullptr;
}

ByArrival by_arrival(const Evidence& evidence, RevisionFiles files) {
  ByArrival result;
  std::sort(files.begin(), files.end(), by_convention);
  const auto order = [&](const RevisionFile* file) {
    const FileHistory* history = history_of(evidence, *file);
    return history == nullptr ? 0 : history->order;
  };
  std::set<std::size_t> orders;
  bool all_known = true;
  for (const RevisionFile* file : files) {
    all_known = all_known && order(file) != 0;
    orders.insert(order(file));
  }
  if (all_known) {
    std::stable_sort(files.begin(), files.end(), [&](const auto* left, const auto* right) {
      return order(left) < order(right);
    });
  }
  result.from_history = all_known && orders.size() > 1;
  if (files.size() > 1) {
    const bool last_told =
        result.from_history && order(files.back()) != order(files[files.size() - 2]);
    result.from_history = last_told;
    result.explanation = last_told ? told_by_history(evidence, files)
                                   : taken_by_convention(evidence, files, all_known);
  }
  result.files = std::move(files);
  return result;
}

bool came_together(const Evidence& evidence, const RevisionFile& one, const RevisionFile& other) {
  const FileHistory* left = history_of(evidence, one);
  const FileHistory* right = history_of(evidence, other);
  if (left == nullptr || right == nullptr) return false;
  if (!left->committed || !right->committed) return left->committed == right->committed;
  const auto same = [](const std::optional<Commit>& a, const std::optional<Commit>& b) {
    return a && b && a->id == b->id;
  };
  return same(left->added, right->added) || same(left->merged, right->merged);
}

}  // namespace gate
