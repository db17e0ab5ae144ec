#include "gate/log/line_prefix.h"

#include <algorithm>
#include <array>

namespace gate {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t longest_name = 120;

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }
bool is_name_letter(char letter) {
  return is_digit(letter) || (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
         letter == '_' || letter == '-' || letter == '.' || letter == '/' || letter == ':';
}

// 0 a digit, other letters themselves.
bool has_shape(std::string_view text, std::string_view shape) {
  if (text.size() < shape.size()) return false;
  for (std::size_t at = 0; at < shape.size(); ++at) {
    if (shape[at] == '0' ? !is_digit(text[at]) : text[at] != shape[at]) return false;
  }
  return true;
}

std::size_t digits(std::string_view text) {
  return std::min(text.find_first_not_of("0123456789"), text.size());
}

std::size_t letters_of_name(std::string_view text) {
  const auto end = std::find_if_not(text.begin(), text.end(), is_name_letter);
  return static_cast<std::size_t>(end - text.begin());
}

// "Z", "+00:00", "+0000" or nothing.
std::size_t zone_length(std::string_view text) {
  if (text.starts_with('Z')) return 1;
  if (has_shape(text, "+00:00") || has_shape(text, "-00:00")) return 6;
  return has_shape(text, "+0000") || has_shape(text, "-0000") ? 5 : 0;
}

// "2026-05-11T08:12:33.1234567Z".
std::size_t iso_length(std::string_view text, std::string_view shape) {
  if (!has_shape(text, shape)) return 0;
  std::size_t length = shape.size();
  if (length < text.size() && (text[length] == '.' || text[length] == ',')) {
    length += 1 + digits(text.substr(length + 1));
  }
  return length + zone_length(text.substr(length));
}

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// "May 11 08:12:33" of syslog.
std::size_t syslog_date_length(std::string_view text) {
  if (text.size() < 15 ||
      std::find(months.begin(), months.end(), text.substr(0, 3)) == months.end())
    return 0;
  const std::string_view rest = text.substr(3);
  return has_shape(rest, " 00 00:00:00") || has_shape(rest, "  0 00:00:00") ? 15 : 0;
}

void skip_blank(std::string_view& text) {
  if (text.starts_with(' ')) text.remove_prefix(1);
}

// "host prog[123]: " of syslog and journald, "app[web.1]: " of Heroku.
bool take_unit(PrefixedLine& line) {
  const auto end = line.text.find("]: ");
  if (end == line.text.npos || end > longest_name) return false;
  const std::string_view unit = line.text.substr(0, end);
  const auto bracket = unit.rfind('[');
  const auto host = unit.find(' ');
  if (bracket == unit.npos || (host != unit.npos && unit.find(' ', host + 1) != unit.npos)) {
    return false;
  }
  line.source += std::string(unit) + "]";
  line.text.remove_prefix(end + 3);
  return true;
}

bool take_iso(PrefixedLine& line) {
  const std::size_t length = iso_length(line.text, "0000-00-00T00:00:00");
  if (length == 0) return false;
  line.text.remove_prefix(length);
  skip_blank(line.text);
  // CRI: "stdout F text"; GitLab: "01O text".
  for (const std::string_view stream : {"stdout F ", "stderr F ", "stdout P ", "stderr P "}) {
    if (line.text.starts_with(stream)) line.text.remove_prefix(stream.size());
  }
  if (has_shape(line.text, "00O") || has_shape(line.text, "00E")) {
    const std::size_t mark = line.text.size() > 3 && line.text[3] == '+' ? 4 : 3;
    if (line.text.size() == mark || line.text[mark] == ' ') {
      line.text.remove_prefix(mark);
      skip_blank(line.text);
    }
  }
  take_unit(line);
  return true;
}

bool take_syslog(PrefixedLine& line) {
  std::string_view text = line.text;
  if (text.starts_with('<')) {  // "<13>May 11 ..."
    const std::size_t length = digits(text.substr(1));
    if (length == 0 || length > 3 || text.substr(length + 1, 1) != ">") return false;
    text.remove_prefix(length + 2);
  }
  const std::size_t date = syslog_date_length(text);
  if (date == 0) return false;
  line.text = text.substr(date);
  skip_blank(line.text);
  take_unit(line);
  return true;
}

// "[2026-05-11T08:12:33.123Z] text" of Jenkins and ts.
bool take_bracketed_date(PrefixedLine& line) {
  if (!line.text.starts_with('[')) return false;
  const std::size_t length = timestamp_length(line.text.substr(1));
  if (length == 0 || line.text.substr(length + 1, 1) != "]") return false;
  line.text.remove_prefix(length + 2);
  skip_blank(line.text);
  return true;
}

// "job<TAB>step<TAB>2026-05-11T08:12:33.1234567Z text".
bool take_gh(PrefixedLine& line) {
  const auto first = line.text.find('\t');
  if (first == 0 || first == line.text.npos || first > longest_name) return false;
  const auto second = line.text.find('\t', first + 1);
  if (second == line.text.npos || second - first > longest_name) return false;
  std::string_view rest = line.text.substr(second + 1);
  if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
  if (iso_length(rest, "0000-00-00T00:00:00") == 0) return false;
  line.source += std::string(line.text.substr(0, first));
  line.step = line.text.substr(first + 1, second - first - 1);
  line.text = rest;
  return true;
}

// "web_1  | text" of docker compose; "[ci/migration-gate]   | text" of act.
bool take_compose(PrefixedLine& line) {
  std::size_t name = letters_of_name(line.text);
  if (line.text.starts_with('[')) {
    const auto end = line.text.substr(0, longest_name).find(']');
    if (end == line.text.npos) return false;
    name = end + 1;
  }
  if (name == 0 || name > longest_name) return false;
  const auto bar = line.text.find_first_not_of(' ', name);
  if (bar == line.text.npos || bar == name || line.text.substr(bar, 1) != "|") return false;
  if (bar + 1 < line.text.size() && line.text[bar + 1] != ' ') return false;
  line.source += std::string(line.text.substr(0, name));
  line.text.remove_prefix(bar + 1);
  skip_blank(line.text);
  return true;
}

// "[pod/name/container] text" of kubectl logs --prefix, "[gw0] " of pytest-xdist.
bool take_pod(PrefixedLine& line) {
  if (!line.text.starts_with("[pod/") && !line.text.starts_with("[gw")) return false;
  const auto end = line.text.substr(0, longest_name).find("] ");
  if (end == line.text.npos) return false;
  line.source += std::string(line.text.substr(0, end + 1));
  line.text.remove_prefix(end + 2);
  return true;
}

// "#12 3.456 text" of BuildKit; "3.456 text" in its summary.
bool take_build(PrefixedLine& line) {
  std::string_view text = line.text;
  std::string source;
  if (text.starts_with('#')) {
    const std::size_t number = digits(text.substr(1));
    if (number == 0 || text.substr(number + 1, 1) != " ") return false;
    source = text.substr(0, number + 1);
    text.remove_prefix(number + 2);
  }
  const std::size_t whole = digits(text);
  if (whole == 0 || text.substr(whole, 1) != ".") return false;
  const std::size_t length = whole + 1 + digits(text.substr(whole + 1));
  if (length < whole + 3 || (length < text.size() && text[length] != ' ')) return false;
  line.source += source;
  line.text = text.substr(std::min(length + 1, text.size()));
  return true;
}

}  // namespace

std::size_t timestamp_length(std::string_view text) {
  for (const std::string_view shape :
       {"0000-00-00T00:00:00", "0000-00-00 00:00:00", "0000/00/00 00:00:00"}) {
    if (const std::size_t length = iso_length(text, shape); length > 0) return length;
  }
  return syslog_date_length(text);
}

PrefixedLine split_prefix(std::string_view line) {
  if (line.starts_with(byte_order_mark)) line.remove_prefix(byte_order_mark.size());
  PrefixedLine result{{}, {}, line};
  // A runner's around a container's around a daemon's: three deep has been seen, never the same
  // twice.
  bool (*const kinds[])(PrefixedLine&) = {take_gh,  take_iso,   take_bracketed_date, take_syslog,
                                          take_pod, take_build, take_compose,        take_iso};
  for (const auto take : kinds) take(result);
  return result;
}

}  // namespace gate
