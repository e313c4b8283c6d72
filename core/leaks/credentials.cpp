#include "core/leaks/credentials.h"

namespace pw {

namespace {

bool isPassword(const Finding& f) noexcept {
  return f.kind == FindingKind::password || f.kind == FindingKind::hashedPassword;
}

/// Of the names in one packet the nearest before a place, else the first behind it. Mail addresses are names where
/// nothing else is.
std::uint32_t nearestUser(std::span<const Finding> findings, std::size_t at, FindingKind kind) noexcept {
  for (std::size_t i = at; i-- > 0;)
    if (findings[i].kind == kind) return static_cast<std::uint32_t>(i);
  for (std::size_t i = at + 1; i < findings.size(); ++i)
    if (findings[i].kind == kind) return static_cast<std::uint32_t>(i);
  return Credential::kNone;
}

}  // namespace

void CredentialPairing::packet(std::span<const Finding> findings, std::uint32_t first) {
  bool any = false;
  std::uint32_t lastUser = Credential::kNone;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    any = any || isPassword(findings[i]);
    if (findings[i].kind == FindingKind::userName) lastUser = first + static_cast<std::uint32_t>(i);
  }
  if (!any && lastUser == Credential::kNone) return;
  const Finding& some = findings.front();
  const std::uint64_t key = std::uint64_t{some.flow.value} << 1 | static_cast<std::uint64_t>(some.direction);
  for (std::size_t i = 0; any && i < findings.size(); ++i) {
    if (!isPassword(findings[i])) continue;
    std::uint32_t user = nearestUser(findings, i, FindingKind::userName);
    if (user == Credential::kNone) {
      const auto known = some.flow.valid() ? waiting_.find(key) : waiting_.end();
      if (known != waiting_.end()) user = known->second;
      else if (user = nearestUser(findings, i, FindingKind::mailAddress); user != Credential::kNone) user += first;
    } else {
      user += first;
    }
    credentials_.push_back({some.flow, user, first + static_cast<std::uint32_t>(i)});
  }
  if (lastUser == Credential::kNone || !some.flow.valid()) return;
  if (waiting_.size() >= kMaxWaiting) waiting_.clear();
  waiting_[key] = lastUser;
}

}  // namespace pw
