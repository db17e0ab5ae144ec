// The parts of the page, each a function of the report in a file of its own. Empty where there is
// nothing to say.
//
// A page stays below a few megabytes whatever the migrations hold: every part cuts what is longer
// than people read, and says so.
#pragma once

#include "gate/core/report.h"
#include "gate/report/html/markup.h"

namespace gate::html {

// In words, on top: "Failed", and of each tree how it ended and by what.
std::string verdict_word(const Report& report);
Markup verdict_part(const Report& report);
Markup errors_part(const Report& report);
// What is wrong, where, whose job it is and what to do.
Markup findings_part(const Report& report);
// `known`: whether the page has the cause's own page, which is then linked.
Markup finding_article(const TreeReport& tree, const Finding& finding, std::size_t number,
                       bool known);
// The lines of the source around the fault, with the caret.
Markup excerpt_figure(const Finding& finding);
// A schema's differences and the rows', before and after side by side.
Markup differences_list(const std::vector<SchemaDifference>& differences);
Markup row_changes_list(const std::vector<RowChange>& changes);
Markup graphs_part(const Report& report);
Markup timeline_part(const Report& report);
Markup steps_part(const Report& report);
// What `gate check` found the migrations to need.
Markup needs_part(const Report& report);
Markup kept_part(const Report& report);
Markup by_hand_part(const Report& report);
Markup logs_part(const Report& report);
Markup causes_part(const Report& report);

// A section of the page with its heading, which the navigation leads to by `id`.
Markup section(std::string_view id, std::string_view heading, const Markup& content);
// A place that keyboards can scroll too.
Markup scroll_region(std::string_view css_class, std::string_view label, const Markup& content);
// "3 revisions", "1 revision".
std::string counted(std::size_t count, std::string_view one);
// "0.40 s"
std::string seconds(double milliseconds);
// The sign and the word of a status, for people and for the style sheet: "✓ passed".
Markup status_mark(StepStatus status);

}  // namespace gate::html
