#include "gate/pipeline/rows/pattern_values.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace gate {
namespace {

constexpr std::size_t variants = 4;
constexpr std::size_t longest = 512;
constexpr int deepest = 20;
constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
constexpr std::string_view digits = "0123456789";
constexpr std::string_view punctuation = "-_.,:;!#$%&*+/=?@~";

struct Repeat {
  std::size_t least = 1;
  std::size_t most = 1;
};

// Writes one text that matches; which one of several possible is decided by `variant`.
class Writer {
 public:
  Writer(std::string_view regex, std::size_t variant) : rest_(regex), variant_(variant) {}

  std::optional<std::string> text() {
    std::string made = alternatives(0);
    if (failed_ || !rest_.empty() || made.size() > longest) return std::nullopt;
    return made;
  }

 private:
  bool at(char c) const { return !rest_.empty() && rest_.front() == c; }
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  bool take_if(char c) {
    if (!at(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }

  // All of them have to be read; one is taken.
  std::string alternatives(int depth) {
    std::vector<std::string> all;
    if (depth > deepest) failed_ = true;
    do {
      all.push_back(sequence(depth));
    } while (!failed_ && take_if('|'));
    return all[variant_ % all.size()];
  }

  std::string sequence(int depth) {
    std::string made;
    while (!failed_ && !rest_.empty() && !at('|') && !at(')')) {
      if (take_if('^') || take_if('$')) continue;
      const std::string_view before = rest_;
      const std::string one = atom(depth);
      const Repeat times = repeat();
      // Longer ones as well, so that a minimum of length somewhere else is met.
      const std::size_t wanted =
          std::clamp<std::size_t>(1 + 4 * (variant_ % variants), times.least, times.most);
      const std::string_view after = rest_;
      for (std::size_t count = 0; count < wanted && made.size() <= longest; ++count) {
        made += count == 0 ? one : again(before, depth, count);
      }
      rest_ = after;
    }
    return made;
  }

  // The same atom once more, with its next choice.
  std::string again(std::string_view from, int depth, std::size_t count) {
    rest_ = from;
    variant_ += count;
    std::string one = atom(depth);
    variant_ -= count;
    return one;
  }

  std::string pick(std::string_view set) {
    if (set.empty()) failed_ = true;
    return set.empty() ? std::string() : std::string(1, set[variant_ % set.size()]);
  }

  std::string atom(int depth) {
    const char c = take();
    if (c == '(') return group(depth);
    if (c == '[') return pick(bracket());
    if (c == '.') return pick(letters);
    if (c == '\\') return escape();
    return std::string(1, c);
  }

  std::string group(int depth) {
    if (rest_.starts_with("?:")) {
      rest_.remove_prefix(2);
    } else if (at('?')) {
      failed_ = true;
      return {};
    }
    std::string made = alternatives(depth + 1);
    if (!take_if(')')) failed_ = true;
    return made;
  }

  std::string escape() {
    if (rest_.empty()) {
      failed_ = true;
      return {};
    }
    const char c = take();
    switch (c) {
      case 'd':
        return pick(digits.substr(1));
      case 'w':
        return pick(letters);
      case 's':
        return " ";
      case 'm':
      case 'M':
      case 'y':
      case 'A':
      case 'Z':
        return {};
      default:
        if (digits.find(c) != digits.npos) failed_ = true;
        return std::string(1, c);
    }
  }

  // What stands between the brackets, spelt out.
  std::string bracket() {
    const bool negated = take_if('^');
    std::string set;
    for (bool first = true; !failed_ && (first || !at(']')); first = false) {
      if (rest_.empty()) {
        failed_ = true;
        return {};
      }
      if (rest_.starts_with("[:")) {
        set += named_class();
        continue;
      }
      char from = take();
      if (from == '\\' && !rest_.empty()) {
        from = take();
        if (from == 'd' || from == 'w' || from == 's') {
          set += from == 'd' ? digits : from == 'w' ? letters : std::string_view(" ");
          continue;
        }
      }
      add_range(from, set);
    }
    if (!take_if(']')) failed_ = true;
    return negated ? without(set) : set;
  }

  void add_range(char from, std::string& set) {
    if (!at('-') || rest_.size() < 2 || rest_[1] == ']') {
      set += from;
      return;
    }
    take();
    const char to = take();
    for (int c = static_cast<unsigned char>(from); c <= static_cast<unsigned char>(to); ++c) {
      set += static_cast<char>(c);
    }
  }

  std::string_view named_class() {
    const auto end = rest_.find(":]");
    if (end == rest_.npos) {
      failed_ = true;
      return {};
    }
    const std::string_view name = rest_.substr(2, end - 2);
    rest_.remove_prefix(end + 2);
    if (name == "digit" || name == "xdigit") return digits;
    if (name == "upper") return capitals;
    if (name == "space" || name == "blank") return " ";
    if (name == "punct") return punctuation;
    return letters;
  }

  static std::string without(const std::string& set) {
    std::string rest;
    for (const std::string_view all : {letters, capitals, digits, punctuation}) {
      for (const char c : all) {
        if (set.find(c) == set.npos) rest += c;
      }
    }
    return rest;
  }

  std::size_t number() {
    std::size_t value = 0;
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (read.ec != std::errc()) failed_ = true;
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    return value;
  }

  Repeat repeat() {
    Repeat times;
    if (take_if('*')) {
      times = {0, longest};
    } else if (take_if('+')) {
      times = {1, longest};
    } else if (take_if('?')) {
      times = {0, 1};
    } else if (take_if('{')) {
      times.least = times.most = number();
      if (take_if(',')) times.most = at('}') ? longest : number();
      if (!take_if('}')) failed_ = true;
      times.most = std::max(times.most, times.least);
    } else {
      return times;
    }
    take_if('?');  // as few as will do: the same texts match
    return times;
  }

  std::string_view rest_;
  std::size_t variant_;
  bool failed_ = false;
};

void add(std::vector<std::string>& texts, std::string text) {
  if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(std::move(text));
}

}  // namespace

std::vector<std::string> texts_for_regex(std::string_view regex) {
  std::vector<std::string> texts;
  for (std::size_t variant = 0; variant < variants; ++variant) {
    if (auto text = Writer(regex, variant).text()) add(texts, std::move(*text));
  }
  return texts;
}

std::vector<std::string> texts_for_template(std::string_view like) {
  std::vector<std::string> texts;
  for (const char* some : {"a", "b", "", "example"}) {
    std::string text;
    for (std::size_t at = 0; at < like.size(); ++at) {
      if (like[at] == '\\' && at + 1 < like.size()) {
        text += like[++at];
      } else if (like[at] == '%') {
        text += some;
      } else {
        text += like[at] == '_' ? 'a' : like[at];
      }
    }
    if (like.find_first_of("[(|") == like.npos) {
      add(texts, std::move(text));
    } else {
      for (auto& one : texts_for_regex(text)) add(texts, std::move(one));
    }
  }
  return texts;
}

}  // namespace gate
