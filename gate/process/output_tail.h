// The last bytes of a stream of any length, in bounded memory.
#pragma once

#include <string>
#include <string_view>

namespace gate {

class OutputTail {
 public:
  explicit OutputTail(std::size_t limit) : limit_(limit) {}

  void append(std::string_view piece) {
    if (piece.size() >= limit_) {
      kept_.assign(piece.substr(piece.size() - limit_));
      return;
    }
    kept_.append(piece);
    // Trimming only at twice the limit keeps a flood linear.
    if (kept_.size() > 2 * limit_) kept_.erase(0, kept_.size() - limit_);
  }
  // At most `limit` bytes, the newest.
  std::string text() const {
    return kept_.size() > limit_ ? kept_.substr(kept_.size() - limit_) : kept_;
  }
  void clear() { kept_.clear(); }

 private:
  std::size_t limit_;
  std::string kept_;
};

}  // namespace gate
