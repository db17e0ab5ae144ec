#include "gate/log/plain_text.h"

#include <algorithm>

namespace gate {
namespace {

constexpr char escape = '\x1b';

bool is_control(char letter) {
  return (static_cast<unsigned char>(letter) < 0x20 && letter != '\t') || letter == '\x7f';
}

// The length of the escape sequence at the start (ECMA-48): CSI ... final, OSC and APC to their
// end, else the escape and one letter.
std::size_t sequence_length(std::string_view text) {
  if (text.size() < 2) return 1;
  if (text[1] == '[') {
    const auto end = std::find_if(text.begin() + 2, text.end(),
                                  [](char letter) { return letter >= '@' && letter <= '~'; });
    return end == text.end() ? text.size() : static_cast<std::size_t>(end - text.begin()) + 1;
  }
  if (text[1] == ']' || text[1] == '_' || text[1] == 'P') {
    const auto end = text.find_first_of("\x07\x1b", 2);
    if (end == text.npos) return text.size();
    return text[end] == escape ? std::min(end + 2, text.size()) : end + 1;
  }
  return 2;
}

void take_off_controls(std::string_view line, std::string& room) {
  room.clear();
  while (!line.empty()) {
    if (line.front() == escape) {
      line.remove_prefix(sequence_length(line));
    } else if (line.front() == '\r') {
      room.clear();
      line.remove_prefix(1);
    } else {
      if (!is_control(line.front())) room.push_back(line.front());
      line.remove_prefix(1);
    }
  }
}

}  // namespace

std::string_view plain_text(std::string_view line, std::string& room) {
  while (line.ends_with('\r')) line.remove_suffix(1);
  if (std::none_of(line.begin(), line.end(), is_control)) return line;
  // A colour that ends behind the carriage return would leave it in the middle.
  std::string_view rest = line;
  while (rest.ends_with('\r') || rest.ends_with("\x1b[0m")) {
    rest.remove_suffix(rest.ends_with('\r') ? 1 : 4);
  }
  take_off_controls(rest, room);
  return room;
}

}  // namespace gate
