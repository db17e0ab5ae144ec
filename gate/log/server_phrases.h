// PostgreSQL's decisive messages, in the languages it ships.
#pragma once

#include <string>
#include <string_view>

#include "gate/core/log_failure.h"

namespace gate {

struct PhraseMatch {
  ServerPhrase phrase = ServerPhrase::none;
  std::string subject;  // the role, the relation, the table referred to, the column
};
// What a primary message or a detail says; the runbook's own wordings count as well.
PhraseMatch phrase_in(std::string_view message);

// One label of PostgreSQL's messages ("ERROR", "FEHLER", "DETAIL") in plain English lower case;
// empty for other words.
std::string_view label_meaning(std::string_view label);

// Where the label that ends at this colon (":  ") begins, and what it means; a meaning that is
// empty says that there is none.
struct LabelBefore {
  std::size_t begin = 0;
  std::string_view meaning;
};
LabelBefore label_before(std::string_view text, std::size_t colon);
bool is_severity(std::string_view meaning);

// The SQLSTATE that a driver's exception class stands for ("psycopg2.errors.UndefinedObject",
// "asyncpg.exceptions.UndefinedObjectError"); empty where it stands for none.
std::string sqlstate_of_class(std::string_view class_name);

}  // namespace gate
