// The parts of the terminal report, each written onto one page.
#pragma once

#include "gate/core/report.h"
#include "gate/report/page.h"

namespace gate {

// What is wrong, where, and what to do.
void write_finding(Page& page, const Finding& finding);
// The lines of the file around it, the line of the finding marked; nothing where there are none.
void write_excerpt(Page& page, const Finding& finding);
// Whether the statement is to be read in these lines already.
bool excerpt_shows(const Page& page, const Finding& finding, std::string_view statement);
// What is another in a schema, object by object, before and after.
void write_differences(Page& page, const std::vector<SchemaDifference>& differences);
// Rows, before and after.
void write_row_changes(Page& page, const std::vector<RowChange>& changes);
// "2 tables could not be filled: public.a (why); ..."; a few of many, unless all are wanted. Empty
// where there are none.
std::string unfilled_words(const std::vector<UnfilledTable>& tables, bool all);
// Trouble that is not the migration's.
void write_error(Page& page, const Error& error);
// What a failed step printed, and how it was to be done by hand.
void write_evidence(Page& page, const TreeReport& tree);
// The commands that do the same by hand.
void write_by_hand(Page& page, const TreeReport& tree);
// Of `gate check`: the rows and roles that the migrations depend on.
void write_needs(Page& page, const TreeReport& tree);
// The server, and every step with its duration.
void write_steps(Page& page, const TreeReport& tree);
// Servers that were kept: how to connect, how to remove.
void write_kept(Page& page, const TreeReport& tree);
// One line for each tree and one for all.
void write_verdict(Page& page, const Report& report);

}  // namespace gate
