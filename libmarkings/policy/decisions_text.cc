#include "libmarkings/policy/internal/decisions_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "libmarkings/marking/forms.h"
#include "libmarkings/policy/internal/fit.h"
#include "libmarkings/text/internal/toml_reader.h"

namespace markings::internal {
namespace {

EntryText Read(TomlReader& reader, const toml::table& row, std::string first) {
  EntryText entry;
  entry.written_inline = row.is_inline();
  entry.whole = reader.Where(row);
  entry.first = std::move(first);
  for (const auto& [key, value] : row) {
    if (value.is_table() || value.is_array_of_tables()) continue;  // of the file itself
    const Span where = reader.Where(value);
    entry.values.emplace(key.str(), where);
    entry.whole.end = std::max(entry.whole.end, where.end);
  }
  return entry;
}

}  // namespace

DecisionsText::DecisionsText(const Buffer& toml) : text_(toml.text()) {
  TomlReader reader(toml, ErrorCode::kBadOverrides);
  const toml::table root = reader.Parse();
  top_ = Read(reader, root, "document");
  const auto read = [&](std::string_view key, const std::string& first, std::vector<EntryText>& entries) {
    for (const toml::table* row : reader.Rows(root, key)) {
      entries.push_back(Read(reader, *row, first));
      if (!entries.back().written_inline) entries.back().whole.end = EndOfLine(entries.back().whole.end);
    }
  };
  read("decision", "element", decisions_);
  read("mask", "element", masks_);
  read("waive", "finding", waivers_);
  if (const toml::table* row = reader.Table(root, "document_mark", false)) {
    document_mark_ = Read(reader, *row, "mark");
    const bool header = text_.compare(document_mark_->whole.begin, 1, "[") == 0;
    if (!header && !document_mark_->written_inline) document_mark_->prefix = "document_mark.";
    if (!document_mark_->written_inline) document_mark_->whole.end = EndOfLine(document_mark_->whole.end);
  }
}

bool DecisionsText::any_inline() const {
  if (document_mark_ && (document_mark_->written_inline || !document_mark_->prefix.empty())) return true;
  return std::ranges::any_of(std::vector{&decisions_, &masks_, &waivers_}, [](const auto* entries) {
    return std::ranges::any_of(*entries, &EntryText::written_inline);
  });
}

// Behind the line break of the line that a byte stands in, or the end of the text.
std::size_t DecisionsText::EndOfLine(std::size_t at) const {
  const std::size_t end = text_.find('\n', at);
  return end == std::string::npos ? text_.size() : end + 1;
}

void DecisionsText::Set(const EntryText& entry, const std::string& key, std::string_view value) {
  if (const auto found = entry.values.find(key); found != entry.values.end()) {
    edits_.push_back({found->second, std::string(value)});
    return;
  }
  const std::size_t first_end = entry.values.at(entry.first).end;
  std::string line = entry.prefix + key + " = " + std::string(value);
  if (entry.written_inline) {
    edits_.push_back({{first_end, first_end}, ", " + line});
    return;
  }
  const std::size_t at = EndOfLine(first_end);
  const bool ended = at > 0 && text_[at - 1] == '\n';
  edits_.push_back({{at, at}, ended ? line + "\n" : "\n" + line});
}

void DecisionsText::SetAtTop(const std::string& key, std::string_view value) { Set(top_, key, value); }

std::string DecisionsText::Written(const EntryText& entry) const {
  std::size_t begin = entry.whole.begin;
  while (begin > 0) {
    const std::size_t before = begin < 2 ? std::string::npos : text_.rfind('\n', begin - 2);
    const std::size_t line = before == std::string::npos ? 0 : before + 1;
    if (text_[line] != '#') break;
    begin = line;
  }
  std::string written = text_.substr(begin, entry.whole.end - begin);
  if (!written.ends_with('\n')) written += '\n';
  return written;
}

std::string DecisionsText::Take() {
  std::ranges::stable_sort(edits_, {}, [](const Edit& edit) { return edit.where.begin; });
  std::string text;
  std::size_t at = 0;
  for (const Edit& edit : edits_) {
    text.append(text_, at, edit.where.begin - at);
    text += edit.text;
    at = edit.where.end;
  }
  text.append(text_, at);
  if (!appended_.empty() && !text.ends_with('\n')) text += '\n';
  return text + appended_;
}

Result<std::string> ReadBack(std::string text, const Policy& policy, const Document* document) {
  const auto fault = [] {
    return Fail(ErrorCode::kInternal, {}, "the decisions file that was made does not read back",
                "report this");
  };
  const auto buffer = Buffer::FromBytes(text, "decisions.toml");
  if (!buffer) return fault();
  const auto draft = Overrides::LoadDraft(*buffer, policy);
  if (!draft) return fault();
  if (document == nullptr) return text;
  FitChecker checker(draft->salt, *document);
  for (const auto* list : {&draft->decisions, &draft->masks}) {
    for (const Override& one : *list) {
      if (checker.Check(one).state != Fit::State::kFits) return fault();
    }
  }
  return text;
}

std::string WriteDecision(const Override& decision, const Vocabulary& vocabulary) {
  std::string text = "[[decision]]\n";
  const auto add = [&](std::string_view key, const std::string& value) {
    text += fmt::format("{} = {}\n", key, value);
  };
  const auto add_text = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) add(key, Quoted(value));
  };
  add_text("element", decision.element);
  add_text("binds", decision.binds);
  using enum Override::Action;
  add("action", decision.action == kRelease ? "\"release\""
                : decision.action == kMask  ? "\"mask\""
                                            : "\"withhold\"");
  if (decision.mark) add_text("mark", PortionForm(vocabulary, *decision.mark));
  if (!decision.codes.empty()) add("code", QuotedList(decision.codes));
  add_text("statute", decision.statute);
  std::string spans;
  for (const Span& span : decision.spans)
    spans += fmt::format("{}[{}, {}]", spans.empty() ? "" : ", ", span.begin, span.end);
  if (!spans.empty()) add("spans", "[" + spans + "]");
  add_text("as", decision.as);
  add_text("reason", decision.reason);
  if (!decision.authority.empty()) add("authority", QuotedAuthority(decision.authority));
  add_text("date", decision.date);
  return text;
}

std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + "\"";
}

std::string QuotedList(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "[" : ", ") + Quoted(word);
  return list.empty() ? "[]" : list + "]";
}

std::string QuotedAuthority(std::string_view authority) {
  const std::vector<std::string> names = Authorities(authority);
  return names.size() == 1 ? Quoted(names.front()) : QuotedList(names);
}

}  // namespace markings::internal
