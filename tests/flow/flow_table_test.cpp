#include "core/flow/flow_table.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

namespace pw {
namespace {

PacketSummary packet(AddressKind kind, std::uint32_t src, std::uint32_t dst, std::uint16_t srcPort,
                     std::uint16_t dstPort, Transport transport = Transport::tcp) {
  PacketSummary s;
  s.transport = transport;
  s.src.kind = s.dst.kind = kind;
  const unsigned n = lengthOf(kind);
  for (unsigned i = 0; i < 4; ++i) {
    s.src.bytes[n - 1 - i] = static_cast<std::uint8_t>(src >> (8 * i));
    s.dst.bytes[n - 1 - i] = static_cast<std::uint8_t>(dst >> (8 * i));
  }
  s.srcPort = srcPort;
  s.dstPort = dstPort;
  return s;
}

PacketSummary turned(PacketSummary s) {
  std::swap(s.src, s.dst);
  std::swap(s.srcPort, s.dstPort);
  return s;
}

FlowId added(FlowTable& table, const PacketSummary& s, std::uint32_t first = 0) {
  const KeyedEnds e = keyOf(s);
  return table.add(e.key, table.hashOf(e.key), PacketId{first}, e.fromLow);
}

FlowId found(const FlowTable& table, const PacketSummary& s) {
  const KeyedEnds e = keyOf(s);
  return table.find(e.key, table.hashOf(e.key));
}

TEST(FlowKey, BothDirectionsGiveOneKeyAndOppositeEnds) {
  std::mt19937 random{1};
  for (unsigned i = 0; i < 2000; ++i) {
    const auto kind = i % 2 == 0 ? AddressKind::ipv4 : AddressKind::ipv6;
    // Few addresses and ports, so that ends share one or the other.
    const auto pick = [&] { return static_cast<std::uint16_t>(random() % 3); };
    const PacketSummary s = packet(kind, pick(), pick(), pick(), pick());
    const KeyedEnds there = keyOf(s), back = keyOf(turned(s));
    ASSERT_EQ(there.key, back.key);
    const bool same = s.src == s.dst && s.srcPort == s.dstPort;
    ASSERT_TRUE(same || there.fromLow != back.fromLow);
  }
}

TEST(FlowKey, HostThatTalksToItselfHasOneDirection) {
  const PacketSummary s = packet(AddressKind::ipv4, 7, 7, 80, 80);
  EXPECT_TRUE(keyOf(s).fromLow);
  EXPECT_TRUE(keyOf(turned(s)).fromLow);
}

TEST(FlowKey, AddressPortAndTransportTellConversationsApart) {
  const PacketSummary s = packet(AddressKind::ipv4, 1, 2, 1000, 80);
  const FlowKey key = keyOf(s).key;
  EXPECT_FALSE(keyOf(packet(AddressKind::ipv4, 1, 3, 1000, 80)).key == key);
  EXPECT_FALSE(keyOf(packet(AddressKind::ipv4, 1, 2, 1001, 80)).key == key);
  EXPECT_FALSE(keyOf(packet(AddressKind::ipv4, 1, 2, 1000, 80, Transport::udp)).key == key);
  EXPECT_FALSE(keyOf(packet(AddressKind::ipv4, 1, 2, 80, 1000)).key == key) << "ports belong to their hosts";
  PacketSummary mapped = packet(AddressKind::ipv6, 1, 2, 1000, 80);
  EXPECT_FALSE(keyOf(mapped).key == key);
}

TEST(FlowKey, AddressBytesPastTheKindDoNotMatter) {
  PacketSummary s = packet(AddressKind::ipv4, 1, 2, 1000, 80);
  const FlowKey clean = keyOf(s).key;
  s.src.bytes.fill(0xee);
  s.dst.bytes.fill(0xee);
  const PacketSummary again = packet(AddressKind::ipv4, 1, 2, 1000, 80);
  std::copy_n(again.src.bytes.begin(), 4, s.src.bytes.begin());
  std::copy_n(again.dst.bytes.begin(), 4, s.dst.bytes.begin());
  EXPECT_EQ(keyOf(s).key, clean);
}

TEST(FlowTable, FindsWhatWasAddedFromBothSides) {
  FlowTable table;
  const PacketSummary s = packet(AddressKind::ipv4, 1, 2, 1000, 80);
  EXPECT_FALSE(found(table, s).valid());
  const FlowId id = added(table, s, 5);
  EXPECT_EQ(id, FlowId{0});
  EXPECT_EQ(found(table, s), id);
  EXPECT_EQ(found(table, turned(s)), id);
  EXPECT_EQ(table.flow(id).first, PacketId{5});
  EXPECT_EQ(table.size(), 1u);
}

TEST(FlowTable, GrowsWithoutLosingOrMixingAnything) {
  FlowTable table;
  constexpr std::uint32_t kFlows = 50'000;  // several times the first table, several chunks
  for (std::uint32_t i = 0; i < kFlows; ++i)
    ASSERT_EQ(added(table, packet(AddressKind::ipv4, i, 2, 1000, 80), i), FlowId{i});
  const Flow* first = &table.flow(FlowId{0});
  for (std::uint32_t i = 0; i < kFlows; ++i)
    ASSERT_EQ(found(table, packet(AddressKind::ipv4, i, 2, 1000, 80)), FlowId{i});
  EXPECT_FALSE(found(table, packet(AddressKind::ipv4, kFlows, 2, 1000, 80)).valid());
  EXPECT_EQ(table.size(), kFlows);
  EXPECT_EQ(&table.flow(FlowId{0}), first) << "flows never move";
}

TEST(FlowTable, StreamsAreCountedPerTransport) {
  FlowTable table;
  const FlowId tcp0 = added(table, packet(AddressKind::ipv4, 1, 2, 1, 1));
  const FlowId udp0 = added(table, packet(AddressKind::ipv4, 1, 2, 1, 1, Transport::udp));
  const FlowId tcp1 = added(table, packet(AddressKind::ipv4, 1, 2, 2, 1));
  EXPECT_EQ(table.flow(tcp0).stream, 0u);
  EXPECT_EQ(table.flow(udp0).stream, 0u);
  EXPECT_EQ(table.flow(tcp1).stream, 1u);
}

TEST(FlowTable, LaterConversationOfTheSameEndsTakesThePlace) {
  FlowTable table;
  const PacketSummary s = packet(AddressKind::ipv4, 1, 2, 1000, 80);
  for (std::uint32_t i = 0; i < 10'000; ++i) {
    const FlowId id = added(table, s, i);
    ASSERT_EQ(id, FlowId{i});
    ASSERT_EQ(found(table, s), id);
  }
  EXPECT_EQ(table.flow(FlowId{0}).first, PacketId{0}) << "the one before is kept";
  EXPECT_EQ(table.flow(FlowId{9999}).stream, 9999u);
}

/// Somebody who knows this program must not be able to choose addresses that all fall into one place: each look-up
/// would then pass over all of them.
TEST(FlowTable, AddressesCannotBeChosenToFallTogether) {
  FlowTable one, other;
  std::set<std::uint64_t> low, full;
  unsigned agree = 0;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    PacketSummary s = packet(AddressKind::ipv6, 1, i, 1000, 80);
    // A factor of zero in a product of two halves takes the other half out of the hash.
    const std::uint64_t constants[] = {0x9e3779b97f4a7c15ull, 0xa0761d6478bd642full};
    std::memcpy(s.src.bytes.data(), constants, 16);
    const FlowKey key = keyOf(s).key;
    full.insert(one.hashOf(key));
    low.insert(one.hashOf(key) & 0xffff);
    agree += one.hashOf(key) == other.hashOf(key) ? 1u : 0u;
  }
  EXPECT_EQ(full.size(), 5000u);
  EXPECT_GT(low.size(), 4500u) << "spread over the table";
  EXPECT_LT(agree, 5u) << "each table hashes in a way of its own";
}

}  // namespace
}  // namespace pw
