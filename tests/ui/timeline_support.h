// Conversations for tests of the timeline.
#pragma once
#include <gtest/gtest.h>

#include <functional>

#include "tests/ui/window_fixture.h"
#include "ui/timeline/ladder_model.h"

namespace pw::test {

/// The flow of a packet of a file, laid out; null where the file cannot be read.
std::shared_ptr<const ui::LadderModel> modelOf(const QString& path, std::uint32_t packet = 0);

/// Packets 1 ms apart, as `make` changes them.
std::shared_ptr<ui::LadderInput> inputOf(
    std::uint32_t count, const std::function<void(std::uint32_t, ui::LadderPacket&)>& make = {});

/// Writes a pcap file with one download: the server sends, the client confirms every packet; every thousandth
/// is sent again later. Returns its path.
QString writeDownload(const QTemporaryDir& folder, std::uint32_t packets);

}  // namespace pw::test
