#include "gate/report/markdown.h"

#include <cmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "gate/report/page.h"
#include "gate/report/wrap.h"

namespace gate {
namespace {

constexpr int narrowest = 40;
constexpr int widest = 100;  // longer lines are hard to read
constexpr int body_indent = 2;
constexpr int code_indent = 4;  // beyond the text it belongs to

std::string_view text_of(const char* text) { return text == nullptr ? "" : text; }

std::string blanks(int count) { return std::string(static_cast<std::size_t>(count), ' '); }

// The words of a paragraph, and which of them are strong.
struct Words {
  std::string text;
  std::vector<std::pair<std::size_t, std::size_t>> strong;  // from, to
};

void add_words(Words& words, cmark_node* parent) {
  for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
       node = cmark_node_next(node)) {
    const auto from = words.text.size();
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
        words.text += text_of(cmark_node_get_literal(node));
        break;
      case CMARK_NODE_CODE:
        words.text += fmt::format("`{}`", text_of(cmark_node_get_literal(node)));
        break;
      case CMARK_NODE_SOFTBREAK:
        words.text += ' ';
        break;
      case CMARK_NODE_LINEBREAK:
        words.text += '\n';
        break;
      case CMARK_NODE_STRONG:
        add_words(words, node);
        words.strong.emplace_back(from, words.text.size());
        break;
      case CMARK_NODE_LINK:
        add_words(words, node);
        if (words.text.substr(from) != text_of(cmark_node_get_url(node))) {
          words.text += fmt::format(" ({})", text_of(cmark_node_get_url(node)));
        }
        break;
      default:
        add_words(words, node);
    }
  }
}

class Renderer {
 public:
  explicit Renderer(const TextStyle& style)
      : page_(style), width_(std::clamp(style.width, narrowest, widest)) {}

  void blocks(cmark_node* parent, int indent) {
    for (cmark_node* node = cmark_node_first_child(parent); node != nullptr;
         node = cmark_node_next(node)) {
      block(node, indent);
    }
  }
  std::string take() { return page_.take(); }

 private:
  void block(cmark_node* node, int indent);
  void list(cmark_node* node, int indent);
  void code(cmark_node* node, int indent);
  void words(cmark_node* node, int indent, bool all_strong);
  std::string painted(const Words& words, std::size_t from, std::size_t to) const;
  void gap();
  // What the next line begins with: the bullet of an item, or blanks.
  std::string take_start(int indent) {
    return bullet_.empty() ? blanks(indent) : std::exchange(bullet_, {});
  }

  Page page_;
  int width_;
  bool first_ = true;
  bool tight_ = false;
  std::string bullet_;
};

void Renderer::block(cmark_node* node, int indent) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
      gap();
      words(node, 0, true);
      break;
    case CMARK_NODE_PARAGRAPH:
      gap();
      words(node, indent, false);
      break;
    case CMARK_NODE_LIST:
      list(node, indent);
      break;
    case CMARK_NODE_CODE_BLOCK:
      gap();
      code(node, indent + code_indent);
      break;
    default:
      blocks(node, indent);
  }
}

// An empty line between blocks; not before the first of all, nor of an item, nor in a tight list.
void Renderer::gap() {
  if (!first_ && bullet_.empty() && !tight_) page_.line();
  first_ = false;
}

void Renderer::list(cmark_node* node, int indent) {
  gap();
  const bool outer_tight = std::exchange(tight_, cmark_node_get_list_tight(node) != 0);
  const bool numbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  int number = cmark_node_get_list_start(node);
  for (cmark_node* item = cmark_node_first_child(node); item != nullptr;
       item = cmark_node_next(item)) {
    if (item != cmark_node_first_child(node)) gap();
    const std::string mark = numbered ? fmt::format("{}. ", number++) : "- ";
    bullet_ = blanks(indent) + mark;
    blocks(item, indent + static_cast<int>(mark.size()));
  }
  tight_ = outer_tight;
}

void Renderer::code(cmark_node* node, int indent) {
  std::string_view text = text_of(cmark_node_get_literal(node));
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    page_.line(line.empty() ? std::string() : blanks(indent) + std::string(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void Renderer::words(cmark_node* node, int indent, bool all_strong) {
  Words words;
  add_words(words, node);
  if (all_strong) words.strong.emplace_back(0, words.text.size());
  std::size_t from = 0;
  for (const std::string& line : wrapped(words.text, width_ - indent)) {
    from = words.text.find(line, from);
    page_.line(take_start(indent) + painted(words, from, from + line.size()));
    from += line.size();
  }
}

std::string Renderer::painted(const Words& words, std::size_t from, std::size_t to) const {
  const std::string_view text = words.text;
  std::string line;
  for (const auto& [begin, end] : words.strong) {
    if (end <= from || begin >= to) continue;
    const auto left = std::max(begin, from);
    const auto right = std::min(end, to);
    line += text.substr(from, left - from);
    line += page_.paint(Tone::strong, text.substr(left, right - left));
    from = right;
  }
  line += text.substr(from, to - from);
  return line;
}

}  // namespace

std::string render_markdown(std::string_view markdown, const TextStyle& style) {
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(markdown.data(), markdown.size(), CMARK_OPT_DEFAULT), cmark_node_free);
  Renderer renderer(style);
  renderer.blocks(document.get(), body_indent);
  return renderer.take();
}

}  // namespace gate
