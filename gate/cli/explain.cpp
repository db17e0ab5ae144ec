#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>

#include "gate/cli/commands.h"
#include "gate/cli/output.h"
#include "gate/core/nearest.h"
#include "gate/diagnosis/cause.h"
#include "gate/diagnosis/page.h"
#include "gate/report/markdown.h"
#include "gate/report/page.h"

namespace gate {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& letter : result) {
    letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
  }
  return result;
}

// A letter can be more than one cause: C is both of its forms.
std::vector<const Cause*> causes_named(const std::string& word) {
  std::vector<const Cause*> named;
  for (const Cause* cause : all_causes()) {
    if (cause->slug == word || (!word.empty() && lower(cause->mode) == word)) {
      named.push_back(cause);
    }
  }
  return named;
}

std::vector<std::string_view> words_of(std::string_view slug) {
  std::vector<std::string_view> words;
  while (!slug.empty()) {
    const auto end = std::min(slug.find('-'), slug.size());
    words.push_back(slug.substr(0, end));
    slug.remove_prefix(std::min(end + 1, slug.size()));
  }
  return words;
}

// The slug that is spelt most like the word; else those that have a word that is.
std::vector<std::string_view> near_names(const std::string& word) {
  std::vector<std::string_view> slugs;
  std::vector<std::string_view> words;
  for (const Cause* cause : all_causes()) {
    slugs.push_back(cause->slug);
    for (const auto part : words_of(cause->slug)) words.push_back(part);
  }
  if (const std::string like = nearest(word, slugs); !like.empty()) return {find_cause(like)->slug};
  const std::string like = nearest(word, words);
  std::erase_if(slugs, [&](std::string_view slug) {
    const auto parts = words_of(slug);
    return std::find(parts.begin(), parts.end(), like) == parts.end();
  });
  return slugs;
}

Error unknown(const std::string& asked, const std::string& word) {
  const auto names = near_names(word);
  return {ErrorCode::usage, fmt::format("no failure mode or cause is named {}", asked),
          names.empty() ? std::string("Run gate explain for the table of all.")
                        : fmt::format("Did you mean {}? Run gate explain for the table of all.",
                                      fmt::join(names, " or "))};
}

// In the runbook's order: the letters first, then what has none.
std::string table_of_all(const TextStyle& style) {
  auto causes = all_causes();
  std::stable_sort(causes.begin(), causes.end(), [](const Cause* left, const Cause* right) {
    return std::pair(left->mode.empty(), left->mode) < std::pair(right->mode.empty(), right->mode);
  });
  std::size_t longest = 0;
  for (const Cause* cause : causes) longest = std::max(longest, cause->slug.size());
  const auto row = [&](std::string_view mode, std::string_view slug, std::string_view owner) {
    return fmt::format("{:<4}  {:<{}}  {:<11}  ", mode, slug, longest, owner);
  };
  Page page(style);
  const int indent = static_cast<int>(row("", "", "").size());
  page.line(page.paint(Tone::strong, row("mode", "cause", "owner") + "what it is"));
  for (const Cause* cause : causes) {
    const std::string title = fmt::format("{}{}", cause->title, cause->error ? " (exit 3)" : "");
    page.paragraph(row(cause->mode, cause->slug, cause->owner), title, indent);
  }
  return page.take();
}

}  // namespace

ExitCode explain_command(const Options& options) {
  const TextStyle style = text_style(options);
  std::string text;
  if (options.explain.empty()) {
    text = table_of_all(style);
  } else {
    const std::string word = lower(options.explain);
    const auto causes = causes_named(word);
    if (causes.empty()) return print_error(unknown(options.explain, word));
    for (const Cause* cause : causes) {
      if (!text.empty()) text += "\n\n";
      text += render_markdown(page(cause->slug), style);
    }
  }
  return print(text) ? ExitCode::pass : lost_result();
}

}  // namespace gate
