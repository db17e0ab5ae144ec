// The output formats, one file each, all over the same Report value.
//
// A renderer reads the Report and nothing else, and gives text; who writes it where is the
// caller's business. None of them ever sees a password: the Report holds none.
#pragma once

#include <string>
#include <vector>

#include "gate/core/change_plan.h"
#include "gate/core/next_revision.h"
#include "gate/core/report.h"

namespace gate {

constexpr int unbounded_width = 1'000'000'000;  // columns: nothing is wrapped or cut

struct TextStyle {
  bool colour = false;
  int width = 100;       // columns, of the terminal or 100
  bool verbose = false;  // with the whole output tail and traceback
  bool plain = false;    // the word alone for how a step ended, without a sign
};

// The closing table of steps and, on red, what failed, where and what to do (terminal.cpp).
std::string render_text(const Report& report, const TextStyle& style);
// The same of `gate check`: what is wrong, then what each tree depends on (check_text.cpp).
std::string render_check_text(const Report& report, const TextStyle& style);
// The JSON report of design.md, "Interface that others rely on" (json.cpp); ends with a newline.
std::string render_json(const Report& report);
// One page of HTML, for people (html/document.cpp).
std::string render_html(const Report& report);
// The same for JUnit's readers (junit.cpp), code scanning (sarif.cpp) and GitLab (gitlab.cpp).
std::string render_junit(const Report& report);
std::string render_sarif(const Report& report);
std::string render_gitlab(const Report& report);

// What `gate next` found, as text (next_text.cpp) and as JSON (next_json.cpp).
std::string render_next_text(const std::vector<NextRevision>& all);
std::string render_next_json(const std::vector<NextRevision>& all);

// What `gate plan` found: as text (plan_text.cpp), as JSON, and as the matrix of a job on GitHub,
// one line (plan_json.cpp).
std::string render_plan_text(const ChangePlan& plan);
std::string render_plan_json(const ChangePlan& plan);
std::string render_plan_matrix(const ChangePlan& plan);

}  // namespace gate
