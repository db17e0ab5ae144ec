#include "gate/diagnosis/id_style.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <string_view>

namespace gate {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

std::string digits_of(std::string_view text) {
  std::string digits;
  std::copy_if(text.begin(), text.end(), std::back_inserter(digits), is_digit);
  return digits;
}

// "v12" -> "v0": how many digits there are says nothing unless they are padded.
std::string shape_of(const std::string& id) {
  std::string shape;
  for (const char letter : id) shape += is_digit(letter) ? '0' : letter;
  if (!shape.empty() && !id.empty()) {
    const auto begin = shape.find('0');
    const bool padded = begin != std::string::npos && id[begin] == '0';
    const bool one_run =
        begin != std::string::npos && shape.find_first_not_of('0', begin) == std::string::npos;
    if (one_run && !padded && shape.size() - begin < 6) shape.resize(begin + 1);
  }
  return shape;
}

// Counted is what has digits at its end and letters before them at most.
bool looks_counted(std::string_view shape) {
  const auto begin = shape.find('0');
  if (begin == std::string_view::npos || shape.back() != '0') return false;
  return shape.find_first_not_of("0_-T.", begin) == std::string_view::npos;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) value = 10 * value + (digit - '0');
  return value;
}

// Adds one to the number in the digits of a text, keeping their places; one more digit on overflow.
void add_one(std::string& text) {
  for (std::size_t at = text.size(); at-- > 0;) {
    if (!is_digit(text[at])) continue;
    if (text[at] != '9') {
      ++text[at];
      return;
    }
    text[at] = '0';
    if (at == 0 || !is_digit(text[at - 1])) {
      text.insert(at, "1");
      return;
    }
  }
}

void put_digits(std::string& text, std::string_view digits) {
  for (char& letter : text) {
    if (!is_digit(letter)) continue;
    letter = digits.front();
    digits.remove_prefix(1);
  }
}

bool ends_at_a_word(std::string_view name, std::size_t end) {
  return end == name.size() || !(is_digit(name[end]) || (name[end] >= 'a' && name[end] <= 'z'));
}

}  // namespace

bool counted_before(const std::string& left, const std::string& right) {
  auto one = digits_of(left);
  auto other = digits_of(right);
  one.erase(0, std::min(one.find_first_not_of('0'), one.size()));
  other.erase(0, std::min(other.find_first_not_of('0'), other.size()));
  return one.size() != other.size() ? one.size() < other.size() : one < other;
}

IdStyle::IdStyle(const std::vector<std::string>& ids) {
  std::map<std::string, std::size_t> shapes;
  for (const std::string& id : ids) {
    if (looks_counted(shape_of(id))) ++shapes[shape_of(id)];
  }
  const auto most =
      std::max_element(shapes.begin(), shapes.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == shapes.end() || 2 * most->second <= ids.size()) return;
  counted_ = true;
  shape_ = most->first;
  for (const std::string& id : ids) {
    if (fits(id) && (newest_.empty() || counted_before(newest_, id))) newest_ = id;
  }
}

bool IdStyle::fits(const std::string& id) const { return counted_ && shape_of(id) == shape_; }

bool IdStyle::is_date() const {
  const std::string digits = digits_of(newest_);
  if (digits.size() != 8 && digits.size() != 12 && digits.size() != 14) return false;
  const std::string_view view(digits);
  const std::chrono::year_month_day day{
      std::chrono::year(number(view.substr(0, 4))),
      std::chrono::month(static_cast<unsigned>(number(view.substr(4, 2)))),
      std::chrono::day(static_cast<unsigned>(number(view.substr(6, 2))))};
  return day.ok() && int(day.year()) >= 1990 && int(day.year()) < 2100;
}

// The next day, minute or second, whichever is the last that the style writes.
void IdStyle::count_on() {
  if (!is_date()) {
    add_one(newest_);
    return;
  }
  const std::string digits = digits_of(newest_);
  const std::string_view view(digits);
  const auto part = [&](std::size_t at, std::size_t size) {
    return view.size() > at ? number(view.substr(at, size)) : 0;
  };
  using namespace std::chrono;
  const year_month_day day{year(part(0, 4)), month(static_cast<unsigned>(part(4, 2))),
                           std::chrono::day(static_cast<unsigned>(part(6, 2)))};
  sys_seconds time =
      sys_days(day) + hours(part(8, 2)) + minutes(part(10, 2)) + seconds(part(12, 2));
  time += digits.size() == 8 ? seconds(86400) : digits.size() == 12 ? seconds(60) : seconds(1);
  const year_month_day next{floor<days>(time)};
  const hh_mm_ss clock{time - floor<days>(time)};
  const std::array<long, 6> parts{int(next.year()),
                                  static_cast<long>(unsigned(next.month())),
                                  static_cast<long>(unsigned(next.day())),
                                  clock.hours().count(),
                                  clock.minutes().count(),
                                  clock.seconds().count()};
  std::string written;
  for (std::size_t index = 0; index < parts.size(); ++index) {
    std::string text = std::to_string(parts[index]);
    if (index > 0 && text.size() < 2) text.insert(0, "0");
    written += text;
  }
  put_digits(newest_, written);
}

std::string IdStyle::take_next() {
  if (!counted_) return {};
  count_on();
  return newest_;
}

std::string renamed(const std::string& file_name, const std::string& old_id,
                    const std::string& new_id) {
  const auto at = file_name.find(old_id);
  if (at != std::string::npos && ends_at_a_word(file_name, at + old_id.size()) &&
      (at == 0 || !is_digit(file_name[at - 1]))) {
    return file_name.substr(0, at) + new_id + file_name.substr(at + old_id.size());
  }
  const auto digits = std::min(file_name.find_first_not_of("0123456789"), file_name.size());
  if (digits > 0 && digits == old_id.size() && digits == digits_of(old_id).size()) {
    return new_id + file_name.substr(digits);
  }
  return file_name;
}

}  // namespace gate
