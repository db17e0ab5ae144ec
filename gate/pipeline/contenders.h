// Which commit brought each side of a collision, and when.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "gate/core/rival.h"
#include "gate/git/commit_log.h"
#include "gate/pipeline/merge_view.h"

namespace gate {

class Contenders {
 public:
  Contenders(const MergeView& view, const Deadline& deadline) : view_(&view), deadline_(deadline) {}

  // Fills in commit, time and whether it is committed. Of one that took a revision away (`took`)
  // the commit that did.
  void tell(Contender& side, bool took);

 private:
  const std::vector<LoggedCommit>& log_of(const std::string& ref);

  const MergeView* view_;
  Deadline deadline_;
  std::map<std::string, std::vector<LoggedCommit>> logs_;  // by ref
};

// The commit of a ref that the view knows by this name.
std::string commit_of(const MergeView& view, const std::string& ref);

}  // namespace gate
