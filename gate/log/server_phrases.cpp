#include "gate/log/server_phrases.h"

#include <algorithm>
#include <array>
#include <vector>

namespace gate {
namespace {

struct Phrase {
  ServerPhrase phrase;
  std::string_view pattern;  // {} the subject, {*} another argument
};
#define GATE_PHRASE(name, pattern) Phrase{ServerPhrase::name, pattern},
constexpr Phrase phrases[] = {
#include "gate/log/server_phrases.inc"
    // Before PostgreSQL 13, in languages that it no longer ships, and as the runbook quotes them.
    GATE_PHRASE(null_in_column, "null value in column \"{}\" violates not-null constraint")  //
    GATE_PHRASE(role_missing, "role \"{}\" não existe")                                      //
    GATE_PHRASE(role_missing, "rola \"{}\" nie istnieje")                                    //
    GATE_PHRASE(role_missing, "\"{}\" rolü mevcut değil")                                    //
    GATE_PHRASE(role_missing, "role \"{}\" neexistuje")                                      //
    GATE_PHRASE(relation_exists, "relação \"{}\" já existe")                                 //
    GATE_PHRASE(relation_exists, "relacja \"{}\" już istnieje")                              //
    GATE_PHRASE(relation_exists, "\"{}\" nesnesi zaten mevcut")                              //
    GATE_PHRASE(relation_exists, "relace \"{}\" již existuje")                               //
    GATE_PHRASE(role_missing, "role '{}' does not exist")                                    //
    GATE_PHRASE(relation_exists, "relation '{}' already exists")                             //
    GATE_PHRASE(index_not_immutable, "cannot use a non-immutable function in index expression")
        GATE_PHRASE(index_not_immutable, "cannot use a non-immutable function in index predicate")
            GATE_PHRASE(privilege, "permission denied for {}")  //
    GATE_PHRASE(privilege, "permission denied to {}")           //
    GATE_PHRASE(privilege, "must be owner of {}")               //
    GATE_PHRASE(privilege, "must be superuser {}")              //
    GATE_PHRASE(privilege, "must be a member of {}")            //
    GATE_PHRASE(privilege, "must be member of {}")              //
};
#undef GATE_PHRASE

struct Label {
  std::string_view meaning;
  std::string_view label;
};
#define GATE_LABEL(meaning, label) Label{#meaning, label},
constexpr Label labels[] = {
#include "gate/log/server_labels.inc"
};
#undef GATE_LABEL

struct Condition {
  std::string_view sqlstate;
  std::string_view name;
};
#define GATE_CONDITION(sqlstate, name) Condition{sqlstate, name},
constexpr Condition conditions[] = {
#include "gate/log/conditions.inc"
    // asyncpg's own names.
    {"42601", "postgressyntax"}, {"08000", "postgresconnection"}, {"08001", "clientcannotconnect"},
    {"P0001", "raise"},          {"58030", "postgresio"},         {"40001", "serialization"},
};
#undef GATE_CONDITION

// Of the quotes that a word processor makes of plain ones (U+2018 to U+201D).
char plain_quote(std::string_view letter) {
  if (letter == "\xE2\x80\x98" || letter == "\xE2\x80\x99") return '\'';
  if (letter == "\xE2\x80\x9C" || letter == "\xE2\x80\x9D") return '"';
  return 0;
}

// One blank for any white space, as the patterns have it; no-break blanks are French.
std::string simplified(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t length = 0;
    if (text.substr(at, 2) == "\xC2\xA0") length = 2;
    if (text.substr(at, 3) == "\xE2\x80\xAF") length = 3;
    if (length == 0 && std::string_view(" \t\r\n").find(text[at]) != std::string_view::npos)
      length = 1;
    if (const char plain = plain_quote(text.substr(at, 3)); plain != 0) {
      out.push_back(plain);
      at += 3;
    } else if (length == 0) {
      out.push_back(text[at] == '`' ? '\'' : text[at]);
      ++at;
    } else {
      if (!out.empty() && out.back() != ' ') out.push_back(' ');
      at += length;
    }
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

// A place for an argument in a pattern; length 0 at its end.
struct Hole {
  std::size_t at;
  std::size_t length;
};
Hole next_hole(std::string_view pattern) {
  const auto subject = pattern.find("{}");
  const auto other = pattern.find("{*}");
  if (subject == pattern.npos && other == pattern.npos) return {pattern.size(), 0};
  return subject < other ? Hole{subject, 2} : Hole{other, 3};
}

// The pattern from beginning to end, with the subject put where it is asked for.
bool fits(std::string_view text, std::string_view pattern, std::string& subject) {
  Hole hole = next_hole(pattern);
  if (!text.starts_with(pattern.substr(0, hole.at))) return false;
  text.remove_prefix(hole.at);
  while (hole.length > 0) {
    const bool wanted = hole.length == 2;
    pattern.remove_prefix(hole.at + hole.length);
    hole = next_hole(pattern);
    const std::string_view piece = pattern.substr(0, hole.at);
    // The last piece has to end the text; a name may hold the words that follow it.
    const auto found = hole.length > 0         ? text.find(piece)
                       : text.ends_with(piece) ? text.size() - piece.size()
                                               : text.npos;
    if (found == text.npos) return false;
    if (wanted) subject = text.substr(0, found);
    text.remove_prefix(found + piece.size());
  }
  return text.empty();
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter + 32) : letter;
  });
  return out;
}

}  // namespace

PhraseMatch phrase_in(std::string_view message) {
  const std::string text = simplified(message.substr(0, 2000));
  for (const Phrase& one : phrases) {
    PhraseMatch match{one.phrase, {}};
    if (fits(text, one.pattern, match.subject)) return match;
  }
  return {};
}

std::string_view label_meaning(std::string_view label) {
  for (const Label& one : labels) {
    if (one.label == label) return one.meaning;
  }
  return {};
}

LabelBefore label_before(std::string_view text, std::size_t colon) {
  const auto is_letter = [](char letter) {
    return (letter >= 'A' && letter <= 'Z') || static_cast<unsigned char>(letter) >= 0x80;
  };
  std::size_t end = colon;
  while (end > 0 && text[end - 1] == ' ') --end;  // "ASTUCE :  ", with a no-break blank at times
  if (end > 1 && text.substr(end - 2, 2) == "\xC2\xA0") end -= 2;
  std::size_t begin = end;
  while (begin > 0 && is_letter(text[begin - 1])) --begin;
  return {begin, label_meaning(text.substr(begin, end - begin))};
}

bool is_severity(std::string_view meaning) {
  return meaning == "error" || meaning == "fatal" || meaning == "panic";
}

std::string sqlstate_of_class(std::string_view class_name) {
  const auto dot = class_name.rfind('.');
  if (dot == class_name.npos) return {};
  const std::string_view module = class_name.substr(0, dot);
  const bool known = module == "psycopg2.errors" || module == "psycopg.errors" ||
                     module.starts_with("asyncpg.exceptions") || module == "asyncpg" ||
                     module.starts_with("sqlalchemy.dialects.postgresql.asyncpg");
  if (!known) return {};
  std::string name = lower(class_name.substr(dot + 1));
  if (name.ends_with('_')) name.pop_back();
  const std::string without = name.ends_with("error") ? name.substr(0, name.size() - 5) : name;
  for (const Condition& one : conditions) {
    if (one.name == name || one.name == without) return std::string(one.sqlstate);
  }
  return {};
}

}  // namespace gate
