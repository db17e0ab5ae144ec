#include "gate/diagnosis/numbering.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "gate/diagnosis/commit_words.h"

namespace gate {
namespace {

constexpr std::size_t most_digits = 6;  // more are a date or a time
constexpr const char* slug = "<slug>";

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

bool is_mark(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == '_' || text[at] == '-' || text[at] == '.';
}

// "2024" of "2024_05_01_orders"
bool begins_a_date(std::string_view number, std::string_view rest) {
  if (number.size() != 4 || (!number.starts_with("19") && !number.starts_with("20"))) return false;
  return rest.size() >= 3 && is_digit(rest[1]) && is_digit(rest[2]) && is_mark(rest, 3);
}

std::string number_at(std::string_view text) {
  const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
  if (end == 0 || end > most_digits || !is_mark(text, end)) return {};
  if (begins_a_date(text.substr(0, end), text.substr(end))) return {};
  return std::string(text.substr(0, end));
}

std::string text_of(const RevisionFile& file, Numbering::Place place) {
  return place == Numbering::Place::file_names ? name_of(file) : file.revision;
}

// Most have a number, and hardly two the same.
bool are_counted(const std::vector<RevisionFile>& files, Numbering::Place place) {
  std::set<std::string> numbers;
  std::size_t with = 0;
  for (const RevisionFile& file : files) {
    const std::string number = number_at(text_of(file, place));
    if (number.empty()) continue;
    ++with;
    numbers.insert(number);
  }
  return 2 * with > files.size() && 4 * numbers.size() >= 3 * with;
}

std::vector<std::string> ids_of(const std::vector<RevisionFile>& files) {
  std::set<std::string> ids;
  for (const RevisionFile& file : files) {
    if (!file.revision.empty()) ids.insert(file.revision);
  }
  return {ids.begin(), ids.end()};
}

}  // namespace

Numbering::Numbering(const std::vector<RevisionFile>& tree, const std::vector<RevisionFile>& all)
    : style_(ids_of(all)) {
  if (IdStyle(ids_of(tree)).is_counted() && style_.is_counted()) {
    place_ = Place::ids;
    return;
  }
  for (const Place place : {Place::begin_of_ids, Place::file_names}) {
    if (!are_counted(tree, place)) continue;
    place_ = place;
    for (const RevisionFile& file : all) {
      const std::string number = number_of(file);
      if (!number.empty() && (newest_.empty() || counted_before(newest_, number))) {
        newest_ = number;
      }
    }
    return;
  }
}

std::string Numbering::number_of(const RevisionFile& file) const {
  if (place_ == Place::nowhere) return {};
  if (place_ == Place::ids) return style_.fits(file.revision) ? file.revision : "";
  return number_at(text_of(file, place_));
}

std::string Numbering::next_number() {
  for (std::size_t at = newest_.size(); at-- > 0;) {
    if (newest_[at] != '9') {
      ++newest_[at];
      return newest_;
    }
    newest_[at] = '0';
  }
  return newest_ = "1" + newest_;
}

bool Numbering::counts_on(const RevisionFile& file, const RevisionFile& parent) const {
  const std::string own = number_of(file);
  const std::string below = number_of(parent);
  return place_ == Place::nowhere || own.empty() || below.empty() || counted_before(below, own);
}

Numbering::Name Numbering::moved(const RevisionFile& file, Taken taken,
                                 const RevisionFile* parent) {
  Name name{file.revision, name_of(file)};
  const bool counts = parent == nullptr || counts_on(file, *parent);
  const bool id_is_made_up = place_ == Place::nowhere || place_ == Place::file_names;
  if (id_is_made_up && taken.id) name.id.clear();
  if ((!taken.id && !taken.number && counts) || place_ == Place::nowhere) return name;
  if (place_ == Place::ids) {
    name.id = style_.take_next();
    name.file = renamed(name.file, file.revision, name.id);
    return name;
  }
  const std::string number = number_of(file);
  if (number.empty()) return name;
  const std::string next = next_number();
  if (place_ == Place::begin_of_ids) name.id = next + file.revision.substr(number.size());
  if (name.file.starts_with(number)) name.file = next + name.file.substr(number.size());
  return name;
}

Numbering::Name Numbering::fresh(const RevisionFile* like) {
  if (place_ == Place::nowhere) return {};
  const std::string old = like == nullptr ? "" : number_of(*like);
  const std::string number = place_ == Place::ids ? style_.take_next() : next_number();
  Name name{number, {}};
  if (place_ == Place::begin_of_ids) name.id = number + "_" + slug;
  if (place_ == Place::file_names) name.id.clear();
  const std::string file = like == nullptr ? "" : name_of(*like);
  if (old.empty() || !file.starts_with(old) || !is_mark(file, old.size())) return name;
  name.file = number + file.substr(old.size(), 1) + slug + ".py";
  if (file.substr(old.size()) == ".py") name.file = number + ".py";
  return name;
}

}  // namespace gate
