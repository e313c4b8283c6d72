// A filter whose words are known: fields, values and tests with their types checked.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/filter/literal.h"
#include "core/filter/pattern.h"
#include "core/filter/value.h"
#include "core/walk/registry.h"
#include "core/walk/sinks.h"

namespace pw::filter {

/// Part of a slice or of the layers: from `from` on; negative counts from the end. `last` is the end included, or the
/// length, or open.
struct Range {
  enum class End : std::uint8_t { length, last, open };
  std::int32_t from = 0;
  End end = End::length;
  std::int32_t to = 1;
};

/// What the columns of the list say; not in the registry.
enum class RowColumn : std::uint8_t { none, number, time, source, destination, protocol, length, info };

/// A field as a filter names it: all rows of the registry with that key.
struct FieldUse {
  enum class Special : std::uint8_t { none, expert, expertSeverity, expertMessage };
  std::string key;
  std::vector<FieldId> ids;
  FieldSet set;                 ///< the same
  std::vector<ProtocolId> owners;
  std::vector<Range> layers;    ///< empty: any
  Special special = Special::none;
  RowColumn column = RowColumn::none;
  bool isProtocol = false;
};

enum class Function : std::uint8_t { len, count, upper, lower, string, max, min, abs };
enum class Calculation : std::uint8_t { add, subtract, multiply, divide, modulo, bitAnd, negate };

/// Gives values: as many as the packet has of its fields.
struct Operand {
  enum class Kind : std::uint8_t {
    field, literal,
    nothing,  ///< a reference to a selected packet where none is
    list,     ///< the values of the referenced field in the selected packet
    slice, call, calculate
  };
  Kind kind = Kind::nothing;
  Type type = Type::none;
  unsigned bits = 64;      ///< of an integer field
  bool isSigned = false;
  bool partial = false;    ///< bytes of any number
  std::string words;       ///< as written, for messages
  std::uint32_t position = 0, length = 0;
  std::uint16_t field = 0; ///< into Program::fields
  Literal literal;
  std::vector<Literal> list;
  std::vector<Range> ranges;
  Function function{};
  Calculation calculation{};
  std::vector<Operand> parts;
};

enum class Comparison : std::uint8_t { equal, notEqual, greater, greaterEqual, less, lessEqual };

/// Answers yes or no.
struct Test {
  enum class Kind : std::uint8_t { always, exists, notZero, compare, contains, matches, in, both, either, oneOnly, no };
  Kind kind = Kind::always;
  bool all = false;  ///< every value must pass, and there must be one; else one is enough
  Comparison comparison{};
  std::vector<Operand> operands;     ///< left and right; of `in`: what is sought
  std::vector<std::vector<Operand>> set;  ///< of `in`: a value, or both ends of a range
  std::uint16_t pattern = 0;         ///< into Program::patterns
  std::uint32_t valueAt = 0, valueLength = 0;  ///< of a pattern, in the text
  std::uint16_t number = 0;          ///< among all tests
  std::uint32_t position = 0, length = 0;
  std::vector<Test> parts;
};

struct Program {
  std::string text;          ///< macros put in: places count in this
  std::vector<FieldUse> fields;
  std::vector<Pattern> patterns;
  Test root;
  std::uint16_t tests = 0;
  FieldSet wanted;
  bool wantsLayers = false;  ///< nodes of layers, to tell which a field is in
  bool wantsRow = false;     ///< Protocol and Info
  bool wantsLabels = false;  ///< what notes say
  bool measured = false;     ///< PacketReader::measure()
};

}  // namespace pw::filter
