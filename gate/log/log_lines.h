// The bytes of a log, of whatever size, as lines.
//
// Bounded: of a line that is longer than `longest_line` only the beginning is kept. UTF-16 is
// recognised by its byte order mark; other bytes pass as they are, NULs and a mark in front do not.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace gate {

class LogLines {
 public:
  static constexpr std::size_t longest_line = 32 * 1024;
  // The number (1 the first) and the line without its end; the view lasts for the call.
  using Take = std::function<void(std::size_t number, std::string_view line)>;

  explicit LogLines(Take take) : take_(std::move(take)) {}
  void feed(std::string_view bytes);
  // The last line may have no end.
  void finish();

 private:
  enum class Encoding { unknown, bytes, utf16_little, utf16_big };

  std::string_view detect(std::string_view bytes);
  void feed_bytes(std::string_view bytes);
  void feed_utf16(std::string_view bytes);
  void take_unit(unsigned unit);
  void keep(std::string_view part);
  void end_line();

  Take take_;
  Encoding encoding_ = Encoding::unknown;
  std::string begin_;       // bytes kept back until the encoding is known
  std::string line_;        // the line so far, as far as it is kept
  std::size_t number_ = 0;  // of the last line given
  bool any_ = false;        // the line has bytes, kept or not
  int half_ = -1;           // UTF-16: the first byte of a unit
  unsigned surrogate_ = 0;  // UTF-16: the first of a pair
};

}  // namespace gate
