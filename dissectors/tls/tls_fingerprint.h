// Short names for what sent a hello, made of what it offers.
#pragma once
#include <string>

#include "core/bytes/byte_view.h"

namespace pw::tls {

struct Fingerprint {
  std::string text;  ///< what it was made of
  std::string hash;  ///< empty where the hello is broken off
};

/// JA3 of a ClientHello's body, JA3S of a ServerHello's: numbers in the order they stand in, MD5. Fillers of RFC 8701
/// are left out of JA3.
Fingerprint ja3(ByteView clientHello);
Fingerprint ja3s(ByteView serverHello);
/// JA4 (FoxIO, BSD 3-Clause, clients over TCP): `hash` is the fingerprint, `text` its form with nothing hashed.
Fingerprint ja4(ByteView clientHello);

}  // namespace pw::tls
