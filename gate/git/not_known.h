// That git has no answer, and why: no program, no repository, no commit, no time.
//
// Never an Error of the run: whoever asks goes on without, and says so where it matters.
#pragma once

#include <boost/system/result.hpp>
#include <string>
#include <utility>

namespace gate {

// Not made from a string alone: a Known<std::string> could not tell the two apart.
class NotKnown {
 public:
  NotKnown() = default;
  // In words for people: "there is no git repository".
  static NotKnown because(std::string why) {
    NotKnown unknown;
    unknown.why_ = std::move(why);
    return unknown;
  }
  const std::string& why() const { return why_; }

 private:
  std::string why_;
};

template <class T>
using Known = boost::system::result<T, NotKnown>;

// Needed by boost::system::result for value(); a call of it on what is not known is a bug of ours.
[[noreturn]] void throw_exception_from_error(const NotKnown& unknown,
                                             const boost::source_location& where);

}  // namespace gate
