// As much of a terminal as the live lines use, to see what is left on the screen.
#pragma once

#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "gate/report/utf8.h"

namespace gate {

class TestScreen {
 public:
  explicit TestScreen(int columns) : columns_(columns) {}

  void write(std::string_view text) {
    while (!text.empty()) {
      const auto point = first_code_point(text);
      if (text.substr(0, 2) == "\x1b[") {
        text.remove_prefix(escape(text));
        continue;
      }
      if (text.front() == '\r') {
        column_ = 0;
      } else if (text.front() == '\n') {
        ++row_;
        column_ = 0;  // as the terminal's line discipline makes it of "\n"
      } else {
        put(text.substr(0, point.length), display_width(point.value));
      }
      text.remove_prefix(point.length);
    }
  }

  // The lines with something on them, without blanks at the end.
  std::vector<std::string> lines() const {
    std::vector<std::string> shown;
    for (const auto& cells : rows_) {
      std::string line;
      for (const auto& cell : cells) line += cell;
      line.erase(line.find_last_not_of(' ') + 1);
      if (!line.empty()) shown.push_back(line);
    }
    return shown;
  }
  bool broke_a_line() const { return broke_; }

 private:
  std::size_t escape(std::string_view text) {
    std::size_t end = 2;
    while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) == 0) ++end;
    const int count = std::atoi(std::string(text.substr(2, end - 2)).c_str());
    if (text[end] == 'A') row_ = row_ > static_cast<std::size_t>(count) ? row_ - count : 0;
    if (text[end] == 'K') cells().resize(column_);
    if (text[end] == 'J') {
      cells().resize(column_);
      rows_.resize(row_ + 1);
    }
    return end + 1;
  }

  void put(std::string_view character, int width) {
    if (column_ + width > static_cast<std::size_t>(columns_)) {
      broke_ = true;
      ++row_;
      column_ = 0;
    }
    cells().resize(std::max(cells().size(), column_ + width), " ");
    cells()[column_] = character;
    for (int i = 1; i < width; ++i) cells()[column_ + i].clear();
    column_ += width;
  }

  std::vector<std::string>& cells() {
    if (rows_.size() <= row_) rows_.resize(row_ + 1);
    return rows_[row_];
  }

  int columns_;
  std::size_t row_ = 0;
  std::size_t column_ = 0;
  bool broke_ = false;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace gate
