#include "gate/log/log_lines.h"

#include <algorithm>

namespace gate {
namespace {

constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";

std::string utf8(unsigned point) {
  const auto byte = [](unsigned value) { return static_cast<char>(value); };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xC0U | point >> 6U), byte(0x80U | (point & 0x3FU))};
  if (point < 0x10000) {
    return {byte(0xE0U | point >> 12U), byte(0x80U | (point >> 6U & 0x3FU)),
            byte(0x80U | (point & 0x3FU))};
  }
  return {byte(0xF0U | point >> 18U), byte(0x80U | (point >> 12U & 0x3FU)),
          byte(0x80U | (point >> 6U & 0x3FU)), byte(0x80U | (point & 0x3FU))};
}

}  // namespace

void LogLines::feed(std::string_view bytes) {
  if (encoding_ == Encoding::unknown) {
    begin_.append(bytes);
    if (begin_.size() < utf8_mark.size()) return;
    const std::string begin = std::move(begin_);
    begin_.clear();
    bytes = detect(begin);
    feed(bytes);
    return;
  }
  if (encoding_ == Encoding::bytes) {
    feed_bytes(bytes);
  } else {
    feed_utf16(bytes);
  }
}

void LogLines::finish() {
  if (encoding_ == Encoding::unknown) {
    const std::string begin = std::move(begin_);
    begin_.clear();
    const std::string_view bytes = detect(begin);
    if (!bytes.empty()) feed(bytes);
  }
  if (any_) end_line();
}

// Gives what follows the mark.
std::string_view LogLines::detect(std::string_view bytes) {
  encoding_ = Encoding::bytes;
  if (bytes.starts_with("\xFF\xFE")) encoding_ = Encoding::utf16_little;
  if (bytes.starts_with("\xFE\xFF")) encoding_ = Encoding::utf16_big;
  if (encoding_ != Encoding::bytes) return bytes.substr(2);
  return bytes.starts_with(utf8_mark) ? bytes.substr(utf8_mark.size()) : bytes;
}

void LogLines::feed_bytes(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto end = bytes.find('\n');
    keep(bytes.substr(0, end));
    if (end == bytes.npos) return;
    end_line();
    bytes.remove_prefix(end + 1);
  }
}

void LogLines::feed_utf16(std::string_view bytes) {
  for (const char letter : bytes) {
    const auto byte = static_cast<unsigned char>(letter);
    if (half_ < 0) {
      half_ = byte;
      continue;
    }
    const auto first = static_cast<unsigned>(half_);
    half_ = -1;
    take_unit(encoding_ == Encoding::utf16_little ? first | unsigned{byte} << 8U
                                                  : first << 8U | byte);
  }
}

void LogLines::take_unit(unsigned unit) {
  if (unit >= 0xD800 && unit < 0xDC00) {
    surrogate_ = unit;
    return;
  }
  if (unit == '\n') {
    end_line();
  } else if (unit >= 0xDC00 && unit < 0xE000) {
    keep(surrogate_ == 0 ? utf8(0xFFFD)
                         : utf8(0x10000U + ((surrogate_ - 0xD800U) << 10U) + (unit - 0xDC00U)));
  } else {
    keep(utf8(unit));
  }
  surrogate_ = 0;
}

void LogLines::keep(std::string_view part) {
  if (part.empty()) return;
  any_ = true;
  if (line_.size() < longest_line) line_.append(part.substr(0, longest_line - line_.size()));
}

void LogLines::end_line() {
  ++number_;
  take_(number_, line_);
  line_.clear();
  any_ = false;
}

}  // namespace gate
