// What an option's value may be, for CLI11: one of some words, a whole number in a range.
#pragma once

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace gate {

template <class Choice>
using Choices = std::vector<std::pair<std::string, Choice>>;

template <class Choice>
const Choice* chosen(const Choices<Choice>& choices, const std::string& word) {
  for (const auto& [name, choice] : choices) {
    if (name == word) return &choice;
  }
  return nullptr;
}

// One of the words; CLI11's own way with an enum takes its number as well.
template <class Choice, class Into>
CLI::Option* add_choice(CLI::App& app, const std::string& name, Into& into,
                        const Choices<Choice>& choices, const std::string& help) {
  std::vector<std::string> words;
  for (const auto& choice : choices) words.push_back(choice.first);
  const std::string expected = fmt::format("{}", fmt::join(words, "|"));
  const auto take = [&into, choices](const std::string& word) { into = *chosen(choices, word); };
  return app.add_option_function<std::string>(name, take, help)
      ->type_name(expected)
      ->check([choices, expected](const std::string& word) {
        return chosen(choices, word) != nullptr
                   ? std::string()
                   : fmt::format("found {}, expected {}", word, expected);
      });
}

// A check for CLI11: empty when the text is a whole number in the range.
std::function<std::string(const std::string&)> between(int least, int most);

}  // namespace gate
