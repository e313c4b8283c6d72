#include "core/leaks/finding_rules.h"

#include <algorithm>

namespace pw {

namespace {

std::string_view asText(ByteView b) noexcept { return {reinterpret_cast<const char*>(b.data()), b.size()}; }
ByteView asBytes(std::string_view s) noexcept { return {reinterpret_cast<const std::uint8_t*>(s.data()), s.size()}; }

int hexDigit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// URL Standard §5.1: '+' is a blank, %XX a byte.
std::string fromForm(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? hexDigit(text[i + 1]) : -1;
    const int low = high >= 0 ? hexDigit(text[i + 2]) : -1;
    if (low >= 0) {
      out += static_cast<char>(high << 4 | low);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::size_t blanksAt(std::string_view s) noexcept { return std::min(s.find_first_not_of(" \t"), s.size()); }

bool hasWord(std::string_view attributes, std::string_view word) noexcept {
  for (std::size_t i = 0; i + word.size() <= attributes.size(); ++i) {
    std::size_t n = 0;
    while (n < word.size() && (attributes[i + n] | 0x20) == word[n]) ++n;
    if (n == word.size() && (i == 0 || attributes[i - 1] == ' ' || attributes[i - 1] == ';')) return true;
  }
  return false;
}

bool isMail(std::string_view value) {
  std::vector<TextHit> hits;
  if (value.size() > 320 || value.find('@') == std::string_view::npos) return false;
  findInText(asBytes(value), hits);
  return hits.size() == 1 && hits[0].kind == TextHitKind::mailAddress && hits[0].length == value.size();
}

struct Verdict {
  FindingKind kind;
  Harm harm;
};

Verdict verdictOf(NameClass c) noexcept {
  switch (c) {
    case NameClass::password: return {FindingKind::password, Harm::secret};
    case NameClass::token: return {FindingKind::token, Harm::secret};
    case NameClass::userName: return {FindingKind::userName, Harm::personal};
    case NameClass::mailAddress: return {FindingKind::mailAddress, Harm::personal};
    case NameClass::phone: return {FindingKind::phone, Harm::personal};
    case NameClass::card: return {FindingKind::cardNumber, Harm::secret};
    case NameClass::cardCode: return {FindingKind::cardCode, Harm::secret};
    case NameClass::personal: return {FindingKind::personal, Harm::personal};
    case NameClass::none:
    case NameClass::mayBeUser: break;
  }
  return {FindingKind::formValue, Harm::personal};
}

}  // namespace

RevealingFields::RevealingFields(const Registry& registry)
    : reveals_(registry.fieldCount(), Reveals::nothing),
      bytes_(registry.fieldCount(), false),
      protocols_(registry.protocolCount(), false) {
  for (std::size_t i = 0; i < reveals_.size(); ++i) {
    const auto id = static_cast<FieldId>(i);
    reveals_[i] = registry.field(id).extra.reveals;
    if (reveals_[i] == Reveals::nothing) continue;
    wanted_.add(id);
    bytes_[i] = registry.field(id).kind == Kind::bytes;
    protocols_[static_cast<std::size_t>(registry.protocolOf(id))] = true;
  }
}

bool RevealingFields::has(const ProtocolStack& stack) const noexcept {
  return std::any_of(stack.begin(), stack.end(), [&](ProtocolId p) { return protocols_[static_cast<std::size_t>(p)]; });
}

void FindingRules::read(const FieldTree& tree, const Place& place, bool texts) {
  tree_ = &tree;
  place_ = place;
  wantTexts_ = texts;
  tooMuch_ = hasPassword_ = false;
  latestName_ = kNoNode;
  keptCount_ = 0;
  found_.clear();
  texts_.clear();
  bodies_.clear();
  scanned_.clear();
  undecided_.clear();
  for (std::size_t i = 0; i < tree.nodes().size() && !tooMuch_; ++i) node(static_cast<NodeId>(i));
  undecided();
  for (const NodeId id : scanned_) scan(tree[id]);
  for (const NodeId id : bodies_) body(tree[id]);
}

void FindingRules::node(NodeId id) {
  const FieldNode& n = (*tree_)[id];
  switch (fields_.of(n.field)) {
    case Reveals::userName: plain(n, FindingKind::userName, Harm::personal); break;
    case Reveals::password: plain(n, FindingKind::password, Harm::secret); break;
    case Reveals::hashed: plain(n, FindingKind::hashedPassword, Harm::secret); break;
    case Reveals::token: plain(n, FindingKind::token, Harm::secret); break;
    case Reveals::mailAddress: plain(n, FindingKind::mailAddress, Harm::personal); break;
    case Reveals::host: plain(n, FindingKind::host, Harm::context); break;
    case Reveals::userAgent: plain(n, FindingKind::userAgent, Harm::context); break;
    case Reveals::address:
    case Reveals::referer:
      plain(n, fields_.of(n.field) == Reveals::address ? FindingKind::address : FindingKind::referer, Harm::context);
      scanned_.push_back(id);
      break;
    case Reveals::cookie:
    case Reveals::setCookie: cookie(n); break;
    case Reveals::pair: pair(n); break;
    case Reveals::pairName: latestName_ = id; break;
    case Reveals::pairValue: value(id); break;
    case Reveals::text: bodies_.push_back(id); break;
    default: break;
  }
}

/// Text that stands in quotation marks is taken without them.
FindingRules::Part FindingRules::partOf(const FieldNode& n) const {
  Part p{n.source, n.offset, n.length, asText(tree_->bytes(n))};
  const std::string_view covered = asText(tree_->covered(n));
  const bool quoted = n.ownText && covered.size() >= 2 && covered.front() == '"' && covered.back() == '"' &&
                      p.text.size() + 2 <= covered.size();
  if (quoted) {
    ++p.offset;
    p.length -= 2;
  }
  return p;
}

/// A name may be the heading of all that belongs to it: its own bytes are at the beginning.
FindingRules::Part FindingRules::nameOf(const FieldNode& n) const {
  Part p{n.source, n.offset, n.length, asText(tree_->bytes(n))};
  const std::string_view covered = asText(tree_->covered(n));
  if (n.ownText && !covered.empty() && covered.front() == '"') {
    ++p.offset;
    p.length = static_cast<std::uint32_t>(std::min(p.text.size(), covered.size() - 1));
  }
  return p;
}

FindingRules::Part FindingRules::slice(const Part& whole, std::size_t from, std::size_t length) {
  Part out = whole;
  out.text = whole.text.substr(from, length);
  // Where the text is spelled differently on the wire, its parts lie somewhere in those bytes.
  if (whole.text.size() != whole.length) return out;
  out.offset += static_cast<std::uint32_t>(from);
  out.length = static_cast<std::uint32_t>(length);
  return out;
}

std::string_view FindingRules::keep(std::string text) {
  // Strings that are full are not moved: a vector that grows would move short ones.
  if (kept_.empty()) kept_.resize(kMaxPerPacket);
  if (keptCount_ == kept_.size()) return {};
  kept_[keptCount_] = std::move(text);
  return kept_[keptCount_++];
}

bool FindingRules::overlaps(const Part& part) const noexcept {
  return std::any_of(found_.begin(), found_.end(), [&](const Finding& f) {
    const bool holds = f.kind == FindingKind::address || f.kind == FindingKind::referer || f.kind == FindingKind::text;
    if (holds || f.source != part.source) return false;
    return f.offset < std::uint64_t{part.offset} + part.length && part.offset < std::uint64_t{f.offset} + f.length;
  });
}

Finding* FindingRules::add(const FieldNode& n, FindingKind kind, Harm harm, const Part& value, const Part* name) {
  if (found_.size() == kMaxPerPacket) {
    tooMuch_ = true;
    return nullptr;
  }
  Finding f;
  f.packet = place_.packet;
  f.flow = place_.flow;
  f.direction = place_.direction;
  f.field = n.field;
  f.kind = kind;
  f.harm = harm;
  f.source = value.source;
  f.offset = value.offset;
  f.length = value.length;
  if (name != nullptr && name->source == value.source) {
    f.nameOffset = name->offset;
    f.nameLength = static_cast<std::uint16_t>(std::min<std::uint32_t>(name->length, UINT16_MAX));
  }
  hasPassword_ = hasPassword_ || kind == FindingKind::password || kind == FindingKind::hashedPassword;
  found_.push_back(f);
  if (wantTexts_) {
    FoundText t;
    if (name != nullptr) t.name = name->text.substr(0, FoundText::kMaxText);
    const bool spelled = fields_.isBytes(n.field);
    if (spelled) TextOut{t.value}.hexBytes(asBytes(value.text.substr(0, FoundText::kMaxText / 2)));
    else if (kind != FindingKind::text) t.value = value.text.substr(0, FoundText::kMaxText);
    const ByteView all = tree_->source(value.source);
    if (kind != FindingKind::text && !spelled && value.offset <= all.size()) {
      const std::string_view raw =
          asText(all.subspan(value.offset, std::min<std::size_t>(value.length, all.size() - value.offset)));
      if (raw != value.text) t.raw = raw.substr(0, FoundText::kMaxText);
    }
    texts_.push_back(std::move(t));
  }
  return &found_.back();
}

void FindingRules::plain(const FieldNode& n, FindingKind kind, Harm harm) {
  const Part p = partOf(n);
  if (p.text.empty()) return;
  Finding* f = add(n, kind, harm, p, nullptr);
  if (f != nullptr && kind == FindingKind::token && looksLikeJwt(p.text)) f->note(FindingNote::jwt);
}

void FindingRules::pair(const FieldNode& n) {
  const Part p = partOf(n);
  const std::size_t equals = p.text.find('=');
  if (equals == std::string_view::npos) return;
  Entry e{&n, slice(p, 0, equals), slice(p, equals + 1, p.text.size() - equals - 1)};
  if (e.name.text.find_first_of("%+") != std::string_view::npos) e.name.text = keep(fromForm(e.name.text));
  if (e.value.text.find_first_of("%+") != std::string_view::npos) e.value.text = keep(fromForm(e.value.text));
  entry(e);
}

/// RFC 6265 §4.1.1 and §4.2.1: name=value, and behind a ';' what the browser shall heed.
void FindingRules::cookie(const FieldNode& n) {
  const Part p = partOf(n);
  const std::size_t end = std::min(p.text.find(';'), p.text.size());
  const std::size_t equals = p.text.substr(0, end).find('=');
  if (equals == std::string_view::npos) return;
  const std::size_t from = blanksAt(p.text);
  Entry e{&n, slice(p, std::min(from, equals), equals - std::min(from, equals)), {}};
  std::size_t to = end;
  while (to > equals + 1 && p.text[to - 1] == ' ') --to;
  e.value = slice(p, equals + 1, to - equals - 1);
  e.cookie = true;
  const std::size_t before = found_.size();
  // Its parts may be fields of their own.
  if (!overlaps(e.value)) entry(e);
  if (fields_.of(n.field) != Reveals::setCookie || found_.size() == before) return;
  const std::string_view attributes = p.text.substr(end);
  Finding& f = found_.back();
  if (!hasWord(attributes, "secure")) f.note(FindingNote::notSecure);
  if (!hasWord(attributes, "httponly")) f.note(FindingNote::notHttpOnly);
  else f.harm = Harm::secret;  // what scripts may not read is worth hiding
  if (!hasWord(attributes, "samesite")) f.note(FindingNote::noSameSite);
}

/// The names that lead to a value, where they are nested.
std::string FindingRules::pathOf(NodeId id) const {
  constexpr std::size_t kMaxSteps = 8, kMaxStep = 64;
  std::string path;
  std::size_t steps = 0;
  for (NodeId at = (*tree_)[id].parent; at != kNoNode && steps < kMaxSteps; at = (*tree_)[at].parent) {
    if (fields_.of((*tree_)[at].field) != Reveals::pairName) continue;
    const std::string_view name = asText(tree_->bytes((*tree_)[at])).substr(0, kMaxStep);
    path = path.empty() ? std::string{name} : std::string{name} + '/' + path;
    ++steps;
  }
  return path;
}

void FindingRules::value(NodeId id) {
  const FieldNode& n = (*tree_)[id];
  NodeId name = n.parent;
  while (name != kNoNode && fields_.of((*tree_)[name].field) != Reveals::pairName) name = (*tree_)[name].parent;
  const bool nested = name != kNoNode;
  if (!nested) name = latestName_;
  if (name == kNoNode) return;
  Entry e{&n, nameOf((*tree_)[name]), partOf(n)};
  if (nested) e.name.text = keep(pathOf(id));
  entry(e);
}

void FindingRules::entry(Entry e) {
  if (e.value.text.empty()) return;
  const NameVerdict verdict = classifyName(e.name.text);
  const bool jwt = looksLikeJwt(e.value.text);
  auto [kind, harm] = verdictOf(verdict.is);
  bool byName = kind != FindingKind::formValue;
  // A switch, or a number of tokens, is no secret.
  const bool trivial = e.value.text == "true" || e.value.text == "false" || e.value.text == "null";
  if (trivial && byName) {
    kind = FindingKind::formValue;
    byName = false;
  }
  if (jwt && kind != FindingKind::password) kind = FindingKind::token, harm = Harm::secret;
  const bool card = isCardNumber(e.value.text);
  if (kind == FindingKind::formValue && card) kind = FindingKind::cardNumber, harm = Harm::secret;
  if (kind == FindingKind::formValue && isMail(e.value.text)) kind = FindingKind::mailAddress;
  if (e.cookie && kind != FindingKind::password) {
    const bool stands = kind == FindingKind::token;
    kind = FindingKind::cookie;
    harm = stands ? Harm::secret : Harm::personal;
  }
  const bool hashed = kind == FindingKind::password && looksHashed(e.value.text);
  if (kind == FindingKind::password && (hashed || verdict.sealed)) kind = FindingKind::hashedPassword;
  // What the server says under a name of no meaning is part of the page.
  if (kind == FindingKind::formValue && !place_.fromClient) return;
  Finding* f = add(*e.node, kind, harm, e.value, &e.name);
  if (f == nullptr) return;
  if (byName) f->note(FindingNote::byName);
  if (hashed) f->note(FindingNote::looksHashed);
  if (verdict.sealed && kind == FindingKind::hashedPassword) f->note(FindingNote::nameSaysSealed);
  if (jwt) f->note(FindingNote::jwt);
  if (card && kind == FindingKind::cardNumber) f->note(FindingNote::checkDigit);
  if (kind == FindingKind::formValue && verdict.is == NameClass::mayBeUser) undecided_.push_back(found_.size() - 1);
}

/// "id" and "name" mean a user where a password stands beside them.
void FindingRules::undecided() {
  if (!hasPassword_) return;
  for (const std::size_t i : undecided_) {
    found_[i].kind = FindingKind::userName;
    found_[i].note(FindingNote::byName);
  }
}

void FindingRules::scan(const FieldNode& n) {
  const ByteView all = tree_->covered(n);
  findInText(all, hits_);
  for (const TextHit& hit : hits_) {
    const Part p{n.source, n.offset + hit.at, hit.length, asText(all).substr(hit.at, hit.length)};
    if (overlaps(p)) continue;
    const bool card = hit.kind == TextHitKind::cardNumber;
    Finding* f = add(n, card ? FindingKind::cardNumber : FindingKind::mailAddress, card ? Harm::secret : Harm::personal,
                     p, nullptr);
    if (f != nullptr && card) f->note(FindingNote::checkDigit);
  }
}

void FindingRules::body(const FieldNode& n) {
  const ByteView all = tree_->covered(n);
  if (all.empty() || tooMuch_) return;
  // A part of a body that was told already.
  const bool within = std::any_of(found_.begin(), found_.end(), [&](const Finding& f) {
    return f.kind == FindingKind::text && f.source == n.source && n.offset >= f.offset &&
           std::size_t{n.offset} + n.length <= std::size_t{f.offset} + f.length;
  });
  if (within) return;
  scan(n);
  const Part p{n.source, n.offset, static_cast<std::uint32_t>(all.size()), asText(all)};
  add(n, FindingKind::text, Harm::context, p, nullptr);
}

}  // namespace pw
