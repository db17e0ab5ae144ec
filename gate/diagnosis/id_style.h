// How a tree names its revisions, and the next name in that style.
#pragma once

#include <string>
#include <vector>

namespace gate {

// Ids that are counted ("0041", "v12"), dates ("20260528", "2026_05_28_1803"), or made up
// (Alembic's own hexadecimal ones), as most of a tree's ids are.
class IdStyle {
 public:
  explicit IdStyle(const std::vector<std::string>& ids);

  // Whether the ids have an order of their own.
  bool is_counted() const { return counted_; }
  // Whether an id is written as most are, so that it can be compared with them.
  bool fits(const std::string& id) const;
  // The next unused one, and taken from then on; empty where ids are made up.
  std::string take_next();

 private:
  bool is_date() const;
  void count_on();

  bool counted_ = false;
  std::string shape_;   // of most ids: digits are written as 0
  std::string newest_;  // the highest id of that shape
};

// The name of a version file under a new id: what it has of the old one, or the number that it
// begins with, is replaced; a name without either stays.
std::string renamed(const std::string& file_name, const std::string& old_id,
                    const std::string& new_id);
// Whether `left` comes before `right` in a counted style.
bool counted_before(const std::string& left, const std::string& right);

}  // namespace gate
