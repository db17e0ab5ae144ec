// A page of text for a terminal that is being written, line by line.
//
// Lays out what it is given: foreign text has to be made printable first (printable.h).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gate/report/render.h"

namespace gate {

enum class Tone { plain, good, bad, warning, faint, strong };

class Page {
 public:
  explicit Page(const TextStyle& style) : style_(style) {}

  // The text in a colour, where colour is on. Never the only sign of anything.
  std::string paint(Tone tone, std::string_view text) const;
  void line(std::string_view text = {});
  // Wrapped, with later lines indented by `indent` columns.
  void paragraph(std::string_view first, std::string_view text, int indent);
  // "  label      text", the text wrapped beside its label; nothing where there is no text.
  void field(std::string_view label, std::string_view text);
  // So many lines of it, and how many there are more.
  void field(std::string_view label, std::string_view text, std::size_t most_lines);
  // The same for advice: a line that begins with a blank or a brace is there to be pasted and
  // stays whole.
  void advice(std::string_view label, std::string_view text);
  // Foreign text as it stands, each line behind a bar: the first lines of it, or the last.
  void quote(std::string_view label, std::string_view text, std::size_t most_lines);
  void quote_end(std::string_view label, std::string_view text, std::size_t most_lines);

  // A line of a file behind its number and a bar; the one that is meant has a sign before it.
  void numbered(int number, bool meant, std::string_view text);
  // What is put below such a line.
  void marked(std::string_view signs);
  // Columns that there are behind the bar.
  int quote_room() const;

  const TextStyle& style() const { return style_; }
  std::string take() { return std::move(text_); }

 private:
  std::vector<std::string> quotable(std::string_view text) const;
  void quote_lines(std::string_view label, const std::vector<std::string>& lines);
  TextStyle style_;
  std::string text_;
};

}  // namespace gate
