// One DNS message: header, questions, records.
#pragma once
#include "dissectors/dns/dns_framer.h"
#include "dissectors/dns/dns_record_data.h"

namespace pw::dns {

template <class Sink>
class Message {
 public:
  /// `start` covers exactly the message; it must outlive this.
  Message(Walk<Sink>& w, const Cursor& start, Dialect dialect) : w_(w), r_(w, start, dialect) {}

  void walk(Cursor& c) {
    w_.info([](TextOut&) {});
    if (!header(c)) return;
    const bool update = opcode_ == kUpdate;
    if (opcode_ == kStateful && (counts_[0] | counts_[1] | counts_[2] | counts_[3]) == 0) {
      statefulOperation(c);
    } else {
      questions(c, update ? "Zone" : "Queries");
      records(c, counts_[1], update ? "Prerequisites" : "Answers");
      records(c, counts_[2], update ? "Updates" : "Authoritative nameservers");
      records(c, counts_[3], "Additional records");
    }
    if (c.more()) extraneous(c);
    exchangeFields(c.offset());
  }

 private:
  static constexpr unsigned kUpdate = 5, kStateful = 6;

  [[nodiscard]] bool multicast() const { return r_.dialect() == Dialect::multicast; }
  [[nodiscard]] bool isResponse() const { return (flags_ & 0x8000) != 0; }

  bool header(Cursor& c) {
    const std::uint16_t id = read<F::id>(w_, c);
    const std::uint32_t at = c.offset();
    flags_ = c.u16();
    if (!c.ok()) return false;
    opcode_ = flags_ >> 11 & 15u;
    r_.line([&](TextOut& t) {
      const std::string_view name = nameOf(kOpcodes, opcode_);
      if (name.empty())
        t.add("Unknown operation (").dec(opcode_).add(')');
      else
        t.add(name);
      t.add(isResponse() ? " response 0x" : " 0x").hex(id, 4);
      resultTo(t, " ");
    });
    layerLine();
    // A multicast question is for everybody, and its number is 0 (RFC 6762 §18.1). A stream's framer has told its own.
    if (!multicast() && !Facts::unpacked(w_.facts()).framed)
      w_.exchange(static_cast<std::uint32_t>(questionOf(id, false).key), isResponse());
    flagFields(at);
    const bool update = opcode_ == kUpdate;
    counts_[0] = update ? read<F::zones>(w_, c) : read<F::questions>(w_, c);
    counts_[1] = update ? read<F::prerequisites>(w_, c) : read<F::answers>(w_, c);
    counts_[2] = update ? read<F::updates>(w_, c) : read<F::authorities>(w_, c);
    counts_[3] = read<F::additionals>(w_, c);
    return c.ok();
  }

  /// What went wrong, for the line.
  void resultTo(TextOut& t, std::string_view before) {
    const unsigned rcode = flags_ & 15u;
    if (!isResponse() || rcode == 0) return;
    const std::string_view name = nameOf(kRcodes, rcode);
    t.add(before);
    if (name.empty())
      t.add("Unknown error (").dec(rcode).add(')');
    else
      t.add(name);
  }

  /// The node that is open is the layer, or what stands for it where a segment holds several messages.
  void layerLine() {
    if (w_.layerNode() == kNoNode) return;
    label(w_, w_.parent(), [&](TextOut& t) {
      t.add(multicast()                          ? kMulticastFields[0].label
            : r_.dialect() == Dialect::linkLocal ? kLinkLocalFields[0].label
                                                 : kFields[0].label);
      t.add(isResponse() ? " (response)" : " (query)");
    });
  }

  void flagFields(std::uint32_t at) {
    if constexpr (Sink::kFields) {
      const NodeId node = add<F::flags>(w_, at, 2, flags_);
      label(w_, node, [&](TextOut& t) {
        const std::string_view name = nameOf(kOpcodes, opcode_);
        t.add("Flags: ").hex0x(flags_, 4).add(' ').add(name.empty() ? "Unknown operation" : name);
        if (!isResponse()) return;
        const std::string_view result = nameOf(kRcodes, flags_ & 15u);
        t.add(" response, ").add(result.empty() ? "Unknown error" : result);
      });
      Under<Sink> under{w_, node};
      bits<F::response>(w_, at, 2, flags_);
      bits<F::opcode>(w_, at, 2, flags_);
      if (r_.dialect() == Dialect::linkLocal)
        linkLocalFlags(at);
      else
        usualFlags(at);
      if (isResponse()) bits<F::rcode>(w_, at, 2, flags_);
    }
  }

  /// Which packet this one answers, or repeats.
  void exchangeFields(std::uint32_t at) {
    if constexpr (Sink::kFields) {
      const PacketContext& c = w_.context();
      if (!c.answers.valid() || w_.inQuote()) return;
      const std::uint64_t packet = std::uint64_t{c.answers.value} + 1;
      if (isResponse() && !c.answersAgain) {
        addGenerated<F::responseTo>(w_, at, 0, packet);
        addGenerated<F::time>(w_, at, 0, static_cast<std::uint64_t>(c.answerTimeNs));
        return;
      }
      addGenerated<F::repeated>(w_, at, 0, 1);
      if (isResponse()) {
        note<F::repeatedResponse>(w_, at, 0);
        addGenerated<F::repeatedResponseIn>(w_, at, 0, packet);
      } else {
        note<F::repeatedRequest>(w_, at, 0);
        addGenerated<F::repeatedRequestIn>(w_, at, 0, packet);
      }
    }
  }

  void usualFlags(std::uint32_t at) {
    if (isResponse()) bits<F::authoritative>(w_, at, 2, flags_);
    bits<F::truncated>(w_, at, 2, flags_);
    bits<F::recursionDesired>(w_, at, 2, flags_);
    if (isResponse()) bits<F::recursionAvailable>(w_, at, 2, flags_);
    bits<F::z>(w_, at, 2, flags_);
    if (isResponse())
      bits<F::authenticated>(w_, at, 2, flags_);
    else if ((flags_ & 0x20) != 0)
      bits<F::authenticData>(w_, at, 2, flags_);
    bits<F::checkDisable>(w_, at, 2, flags_);
  }

  /// RFC 4795 §2.1.1. The conflict bit means another thing in a query.
  void linkLocalFlags(std::uint32_t at) {
    const bool conflict = (flags_ & 0x400) != 0;
    const NodeId node = add<F::conflict>(w_, at, 2, conflict ? 1 : 0);
    if (!isResponse()) {
      label(w_, node, [&](TextOut& t) {
        t.add(conflict ? ".... .1.. .... .... = Conflict: The sender received multiple responses"
                       : ".... .0.. .... .... = Conflict: None");
      });
    }
    bits<F::truncated>(w_, at, 2, flags_);
    bits<F::tentative>(w_, at, 2, flags_);
  }

  NodeId section(const Cursor& c, std::string_view name) {
    const NodeId node = add<F::section>(w_, c.offset(), 0, 0);
    label(w_, node, [&](TextOut& t) { t.add(name); });
    return node;
  }

  /// The count is up to 65535, whatever the message holds: the end of the message ends the loop, too.
  void questions(Cursor& c, std::string_view name) {
    if (counts_[0] == 0) return;
    Under<Sink> under{w_, section(c, name)};
    for (unsigned n = counts_[0]; n > 0 && question(c); --n) {
    }
    under.endsAt(c.offset());
  }

  bool question(Cursor& c) {
    const std::uint32_t at = c.offset();
    Name name;
    if (!readName<Reader<Sink>::kText>(c, r_.message(), name)) return false;
    Under<Sink> under{w_, entry(at, name)};
    const std::uint32_t nameLength = c.offset() - at;
    if constexpr (Sink::kFields) {
      r_.nameField(F::queryName, at, nameLength, name);
      const std::size_t length = name.text().size();
      addGenerated<F::queryNameLength>(w_, at, nameLength, length > 1 ? length : 0);
      addGenerated<F::labelCount>(w_, at, nameLength, name.labels());
    }
    const std::uint16_t recordType = read<F::queryType>(w_, c);
    const std::uint32_t classAt = c.offset();
    const std::uint16_t word = c.u16();
    if (!c.ok()) return false;
    const bool unicast = multicast() && (word & 0x8000) != 0;
    if (multicast()) {
      bits<F::queryClassMulticast>(w_, classAt, 2, word);
      bits<F::unicastWanted>(w_, classAt, 2, word);
    } else {
      add<F::queryClass>(w_, classAt, 2, word);
    }
    const auto asked = [&](TextOut& t) {
      if (multicast()) t.add(unicast ? ", \"QU\" question" : ", \"QM\" question");
    };
    r_.line([&](TextOut& t) {
      t.add(' ');
      mnemonicTo(t, recordType);
      t.add(' ');
      name.printTo(t);
      asked(t);
    });
    label(w_, under.node(), [&](TextOut& t) {
      entryTo(t, name, recordType);
      classTo(t, multicast() ? word & 0x7fffu : word);
      asked(t);
    });
    under.endsAt(c.offset());
    return true;
  }

  /// The heading of a question or record, which its name alone makes until more is known.
  NodeId entry(std::uint32_t at, const Name& name) {
    const NodeId node = add<F::entry>(w_, at, 0, 0);
    label(w_, node, [&](TextOut& t) { name.printTo(t); });
    return node;
  }
  static void entryTo(TextOut& t, const Name& name, std::uint16_t recordType) {
    name.printTo(t);
    t.add(": type ");
    mnemonicTo(t, recordType);
  }
  static void classTo(TextOut& t, unsigned recordClass) {
    const std::string_view name = nameOf(kClasses, recordClass);
    t.add(", class ").add(name.empty() ? "Unknown" : name);
  }

  void records(Cursor& c, unsigned count, std::string_view name) {
    if (count == 0 || !c.ok()) return;
    Under<Sink> under{w_, section(c, name)};
    for (; count > 0 && record(c); --count) {
    }
    under.endsAt(c.offset());
  }

  bool record(Cursor& c) {
    const std::uint32_t at = c.offset();
    Name name;
    if (!readName<Reader<Sink>::kText>(c, r_.message(), name)) return false;
    Under<Sink> under{w_, entry(at, name)};
    const std::uint32_t typeAt = c.offset();
    const std::uint16_t recordType = c.u16();
    const std::uint32_t classAt = c.offset();
    const std::uint16_t word = c.u16();
    if (!c.ok()) return false;
    const bool flush = multicast() && (word & 0x8000) != 0;
    ownerFields(at, typeAt - at, name, recordType);
    add<F::type>(w_, typeAt, 2, recordType);
    classField(classAt, word, recordType);
    recordType == type::kOpt ? extendedFields(c) : timeToLive(c);
    const std::uint16_t length = read<F::dataLength>(w_, c);
    if (!c.ok()) return false;
    r_.line([&](TextOut& t) {
      t.add(' ');
      mnemonicTo(t, recordType);
      if (flush) t.add(", cache flush");
    });
    Cursor body = c.sub(length);
    RecordData<Sink> data{r_, body, recordType, c.ok() && body.left() == body.wireLeft()};
    if (data.toldInLine() && RecordData<Sink>::ownerInLine(recordType)) {
      r_.line([&](TextOut& t) {
        t.add(' ');
        name.printTo(t);
      });
    }
    // RFC 2136 §2.4: in an update, a record without data stands for a whole set.
    if (length > 0) data.walk();
    label(w_, under.node(), [&](TextOut& t) {
      entryTo(t, name, recordType);
      if (recordType == type::kOpt) return;
      classTo(t, multicast() ? word & 0x7fffu : word);
      if (flush) t.add(", cache flush");
      t.add(data.head());
    });
    c.adopt(body);
    under.endsAt(c.offset());
    return c.ok();
  }

  /// A service's name is told in its three parts (RFC 2782).
  void ownerFields(std::uint32_t at, std::uint32_t length, const Name& name, std::uint16_t recordType) {
    if constexpr (Sink::kFields) {
      if (recordType != type::kSrv) {
        r_.nameField(F::name, at, length, name);
        return;
      }
      std::string all;
      TextOut t{all};
      name.printTo(t);
      std::string_view rest = all;
      for (const F f : {F::srvService, F::srvProtocol}) {
        const std::size_t dot = rest.find('.');
        r_.putText(f, at, length, rest.substr(0, dot));
        if (dot == std::string_view::npos) return;
        rest.remove_prefix(dot + 1);
      }
      r_.putText(F::srvName, at, length, rest);
    }
  }

  /// In OPT the word tells how much the sender can take (RFC 6891 §6.1.2).
  void classField(std::uint32_t at, std::uint16_t word, std::uint16_t recordType) {
    if constexpr (Sink::kFields) {
      const bool opt = recordType == type::kOpt;
      if (multicast()) {
        opt ? bits<F::udpPayloadMulticast>(w_, at, 2, word) : bits<F::classMulticast>(w_, at, 2, word);
        bits<F::cacheFlush>(w_, at, 2, word);
      } else {
        opt ? add<F::udpPayload>(w_, at, 2, word) : add<F::class_>(w_, at, 2, word);
      }
    }
  }

  void timeToLive(Cursor& c) {
    const std::uint32_t at = c.offset();
    const std::uint32_t v = r_.seconds(F::ttl, c);
    if constexpr (Sink::kFields) {
      if (!c.ok() || (v >> 31) == 0) return;
      Under<Sink> under{w_, w_.lastNode()};
      note<F::ttlHighBit>(w_, at, 4);
    }
  }

  void extendedFields(Cursor& c) {
    read<F::extendedRcode>(w_, c);
    read<F::ednsVersion>(w_, c);
    const std::uint32_t at = c.offset();
    const std::uint16_t z = c.u16();
    if (!c.ok()) return;
    Under<Sink> under{w_, add<F::ednsZ>(w_, at, 2, z)};
    bits<F::dnssecOk>(w_, at, 2, z);
    bits<F::ednsReserved>(w_, at, 2, z);
  }

  /// RFC 8490 §5.4: no records but a list of typed values.
  void statefulOperation(Cursor& c) {
    const NodeId all = add<F::dso>(w_, c.offset(), static_cast<std::uint32_t>(c.left()), 0);
    Under<Sink> under{w_, all};
    while (c.more()) {
      const std::uint32_t at = c.offset();
      const NodeId node = add<F::dsoTlv>(w_, at, 0, 0);
      Under<Sink> one{w_, node};
      const std::uint16_t kind = read<F::dsoType>(w_, c);
      const std::uint16_t length = read<F::dsoLength>(w_, c);
      if (!c.ok()) return;
      label(w_, node, [&](TextOut& t) {
        const std::string_view name = nameOf(kDsoTypes, kind);
        t.add("DSO TLV: ").add(name.empty() ? "Unassigned" : name);
      });
      Cursor body = c.sub(length);
      if (kind == 1) {
        read<F::dsoInactivity>(w_, body);
        read<F::dsoInterval>(w_, body);
      } else if (kind == 2) {
        read<F::dsoRetryDelay>(w_, body);
      } else if (kind == 3) {
        readBytes<F::dsoPadding>(w_, body, body.wireLeft());
      }
      if (body.more()) readBytes<F::dsoData>(w_, body, body.wireLeft());
      c.adopt(body);
      one.endsAt(c.offset());
    }
  }

  void extraneous(Cursor& c) {
    const std::uint32_t at = c.offset();
    const std::size_t n = c.wireLeft();
    const NodeId node = section(c, {});
    label(w_, node,
          [&](TextOut& t) { t.add("Extraneous Data (").dec(n).add(n == 1 ? " byte)" : " bytes)"); });
    Under<Sink> under{w_, node};
    readBytes<F::extraneous>(w_, c, n);
    under.endsAt(c.offset());
    if constexpr (Sink::kFields) {
      if (!c.ok()) return;
      addGenerated<F::extraneousLength>(w_, at, static_cast<std::uint32_t>(n), n);
      note<F::extraneousNote>(w_, at, static_cast<std::uint32_t>(n));
    }
  }

  Walk<Sink>& w_;
  Reader<Sink> r_;
  unsigned flags_ = 0;
  unsigned opcode_ = 0;
  std::array<unsigned, 4> counts_{};
};

}  // namespace pw::dns
