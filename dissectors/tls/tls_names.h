// Names of the numbers in TLS records and handshake messages (IANA "TLS Parameters", "TLS ExtensionType Values"), in
// Wireshark's words.
#pragma once
#include "core/field/field_def.h"

namespace pw::tls {

/// RFC 8446 §5.1
inline constexpr std::array<ValueName, 6> kContentTypes{{
    {20, "Change Cipher Spec"}, {21, "Alert"}, {22, "Handshake"}, {23, "Application Data"}, {24, "Heartbeat"},
    {25, "Connection ID"},
}};
/// RFC 8446 §4.1.2, with the drafts and RFC 8701's fillers
inline constexpr std::array<ValueName, 43> kVersions{{
    {0x0002, "SSL 2.0"}, {0x0100, "DTLS 1.0 (OpenSSL pre 0.9.8f)"}, {0x0101, "GMTLS"}, {0x0300, "SSL 3.0"},
    {0x0301, "TLS 1.0"}, {0x0302, "TLS 1.1"}, {0x0303, "TLS 1.2"}, {0x0304, "TLS 1.3"}, {0x0a0a, "Reserved (GREASE)"},
    {0x1a1a, "Reserved (GREASE)"}, {0x2a2a, "Reserved (GREASE)"}, {0x3a3a, "Reserved (GREASE)"},
    {0x4a4a, "Reserved (GREASE)"}, {0x5a5a, "Reserved (GREASE)"}, {0x6a6a, "Reserved (GREASE)"},
    {0x7a7a, "Reserved (GREASE)"}, {0x7f0e, "TLS 1.3 (draft 14)"}, {0x7f0f, "TLS 1.3 (draft 15)"},
    {0x7f10, "TLS 1.3 (draft 16)"}, {0x7f11, "TLS 1.3 (draft 17)"}, {0x7f12, "TLS 1.3 (draft 18)"},
    {0x7f13, "TLS 1.3 (draft 19)"}, {0x7f14, "TLS 1.3 (draft 20)"}, {0x7f15, "TLS 1.3 (draft 21)"},
    {0x7f16, "TLS 1.3 (draft 22)"}, {0x7f17, "TLS 1.3 (draft 23)"}, {0x7f18, "TLS 1.3 (draft 24)"},
    {0x7f19, "TLS 1.3 (draft 25)"}, {0x7f1a, "TLS 1.3 (draft 26)"}, {0x7f1b, "TLS 1.3 (draft 27)"},
    {0x7f1c, "TLS 1.3 (draft 28)"}, {0x8a8a, "Reserved (GREASE)"}, {0x9a9a, "Reserved (GREASE)"},
    {0xaaaa, "Reserved (GREASE)"}, {0xbaba, "Reserved (GREASE)"}, {0xcaca, "Reserved (GREASE)"},
    {0xdada, "Reserved (GREASE)"}, {0xeaea, "Reserved (GREASE)"}, {0xfafa, "Reserved (GREASE)"},
    {0xfb17, "TLS 1.3 (Facebook draft 23)"}, {0xfb1a, "TLS 1.3 (Facebook draft 26)"}, {0xfefd, "DTLS 1.2"},
    {0xfeff, "DTLS 1.0"},
}};
/// As in the Protocol column.
inline constexpr std::array<ValueName, 7> kVersionsShort{{
    {0x0002, "SSLv2"}, {0x0100, "DTLSv1.0 (OpenSSL pre 0.9.8f)"}, {0x0300, "SSLv3"}, {0x0301, "TLSv1"},
    {0x0302, "TLSv1.1"}, {0x0303, "TLSv1.2"}, {0x0304, "TLSv1.3"},
}};
/// RFC 8446 §6
inline constexpr std::array<ValueName, 2> kAlertLevels{{
    {1, "Warning"}, {2, "Fatal"},
}};
/// RFC 8446 §6
inline constexpr std::array<ValueName, 36> kAlerts{{
    {0, "Close Notify"}, {1, "End of Early Data"}, {10, "Unexpected Message"}, {20, "Bad Record MAC"},
    {21, "Decryption Failed"}, {22, "Record Overflow"}, {30, "Decompression Failure"}, {40, "Handshake Failure"},
    {41, "No Certificate"}, {42, "Bad Certificate"}, {43, "Unsupported Certificate"}, {44, "Certificate Revoked"},
    {45, "Certificate Expired"}, {46, "Certificate Unknown"}, {47, "Illegal Parameter"}, {48, "Unknown CA"},
    {49, "Access Denied"}, {50, "Decode Error"}, {51, "Decrypt Error"}, {60, "Export Restriction"},
    {70, "Protocol Version"}, {71, "Insufficient Security"}, {80, "Internal Error"}, {86, "Inappropriate Fallback"},
    {90, "User Canceled"}, {100, "No Renegotiation"}, {109, "Missing Extension"}, {110, "Unsupported Extension"},
    {111, "Certificate Unobtainable"}, {112, "Unrecognized Name"}, {113, "Bad Certificate Status Response"},
    {114, "Bad Certificate Hash Value"}, {115, "Unknown PSK Identity"}, {116, "Certificate Required"},
    {120, "No application Protocol"}, {121, "ECH Required"},
}};
/// RFC 8446 §4
inline constexpr std::array<ValueName, 21> kHandshakeTypes{{
    {0, "Hello Request"}, {1, "Client Hello"}, {2, "Server Hello"}, {3, "Hello Verify Request"},
    {4, "New Session Ticket"}, {5, "End of Early Data"}, {6, "Hello Retry Request"}, {8, "Encrypted Extensions"},
    {11, "Certificate"}, {12, "Server Key Exchange"}, {13, "Certificate Request"}, {14, "Server Hello Done"},
    {15, "Certificate Verify"}, {16, "Client Key Exchange"}, {20, "Finished"}, {21, "Client Certificate URL"},
    {22, "Certificate Status"}, {23, "Supplemental Data"}, {24, "Key Update"}, {25, "Compressed Certificate"},
    {67, "Encrypted Extensions"},
}};
/// SSL 2.0
inline constexpr std::array<ValueName, 9> kHandshakeTypesV2{{
    {0, "Error"}, {1, "Client Hello"}, {2, "Client Master Key"}, {3, "Client Finished"}, {4, "Server Hello"},
    {5, "Server Verify"}, {6, "Server Finished"}, {7, "Request Certificate"}, {8, "Client Certificate"},
}};
/// RFC 6520 §3
inline constexpr std::array<ValueName, 2> kHeartbeatTypes{{
    {1, "Request"}, {2, "Response"},
}};
/// RFC 3749, RFC 3943
inline constexpr std::array<ValueName, 3> kCompressions{{
    {0, "null"}, {1, "DEFLATE"}, {64, "LZS"},
}};
/// RFC 8446 §4.2 and the IANA registry
inline constexpr std::array<ValueName, 76> kExtensions{{
    {0, "server_name"}, {1, "max_fragment_length"}, {2, "client_certificate_url"}, {3, "trusted_ca_keys"},
    {4, "truncated_hmac"}, {5, "status_request"}, {6, "user_mapping"}, {7, "client_authz"}, {8, "server_authz"},
    {9, "cert_type"}, {10, "supported_groups"}, {11, "ec_point_formats"}, {12, "srp"}, {13, "signature_algorithms"},
    {14, "use_srtp"}, {15, "heartbeat"}, {16, "application_layer_protocol_negotiation"}, {17, "status_request_v2"},
    {18, "signed_certificate_timestamp"}, {19, "client_certificate_type"}, {20, "server_certificate_type"},
    {21, "padding"}, {22, "encrypt_then_mac"}, {23, "extended_master_secret"}, {24, "token_binding"},
    {25, "cached_info"}, {27, "compress_certificate"}, {28, "record_size_limit"}, {34, "delegated_credentials"},
    {35, "session_ticket"}, {40, "Reserved (key_share)"}, {41, "pre_shared_key"}, {42, "early_data"},
    {43, "supported_versions"}, {44, "cookie"}, {45, "psk_key_exchange_modes"},
    {46, "Reserved (ticket_early_data_info)"}, {47, "certificate_authorities"}, {48, "oid_filters"},
    {49, "post_handshake_auth"}, {50, "signature_algorithms_cert"}, {51, "key_share"}, {52, "transparency_info"},
    {53, "connection_id (deprecated)"}, {54, "connection_id"}, {55, "external_id_hash"}, {56, "external_session_id"},
    {57, "quic_transport_parameters"}, {58, "ticket_request"}, {59, "dnssec_chain"}, {2570, "Reserved (GREASE)"},
    {6682, "Reserved (GREASE)"}, {10794, "Reserved (GREASE)"}, {13172, "next_protocol_negotiation"},
    {14906, "Reserved (GREASE)"}, {17513, "application_settings"}, {17613, "application_settings (new)"},
    {19018, "Reserved (GREASE)"}, {23130, "Reserved (GREASE)"}, {27242, "Reserved (GREASE)"},
    {30031, "channel_id_old"}, {30032, "channel_id"}, {31354, "Reserved (GREASE)"}, {35466, "Reserved (GREASE)"},
    {39578, "Reserved (GREASE)"}, {43690, "Reserved (GREASE)"}, {47802, "Reserved (GREASE)"},
    {51914, "Reserved (GREASE)"}, {56026, "Reserved (GREASE)"}, {60138, "Reserved (GREASE)"},
    {64250, "Reserved (GREASE)"}, {64768, "ech_outer_extensions"}, {65037, "encrypted_client_hello"},
    {65281, "renegotiation_info"}, {65445, "quic_transport_parameters (drafts version)"},
    {65486, "encrypted_server_name"},
}};
/// RFC 8446 §4.2.7 and the IANA registry
inline constexpr std::array<ValueName, 65> kGroups{{
    {0x0001, "sect163k1"}, {0x0002, "sect163r1"}, {0x0003, "sect163r2"}, {0x0004, "sect193r1"}, {0x0005, "sect193r2"},
    {0x0006, "sect233k1"}, {0x0007, "sect233r1"}, {0x0008, "sect239k1"}, {0x0009, "sect283k1"}, {0x000a, "sect283r1"},
    {0x000b, "sect409k1"}, {0x000c, "sect409r1"}, {0x000d, "sect571k1"}, {0x000e, "sect571r1"}, {0x000f, "secp160k1"},
    {0x0010, "secp160r1"}, {0x0011, "secp160r2"}, {0x0012, "secp192k1"}, {0x0013, "secp192r1"}, {0x0014, "secp224k1"},
    {0x0015, "secp224r1"}, {0x0016, "secp256k1"}, {0x0017, "secp256r1"}, {0x0018, "secp384r1"}, {0x0019, "secp521r1"},
    {0x001a, "brainpoolP256r1"}, {0x001b, "brainpoolP384r1"}, {0x001c, "brainpoolP512r1"}, {0x001d, "x25519"},
    {0x001e, "x448"}, {0x001f, "brainpoolP256r1tls13"}, {0x0020, "brainpoolP384r1tls13"},
    {0x0021, "brainpoolP512r1tls13"}, {0x0029, "curveSM2"}, {0x0100, "ffdhe2048"}, {0x0101, "ffdhe3072"},
    {0x0102, "ffdhe4096"}, {0x0103, "ffdhe6144"}, {0x0104, "ffdhe8192"}, {0x0200, "MLKEM512"}, {0x0201, "MLKEM768"},
    {0x0202, "MLKEM1024"}, {0x0a0a, "Reserved (GREASE)"}, {0x11eb, "SecP256r1MLKEM768"}, {0x11ec, "X25519MLKEM768"},
    {0x11ed, "SecP384r1MLKEM1024"}, {0x1a1a, "Reserved (GREASE)"}, {0x2a2a, "Reserved (GREASE)"},
    {0x3a3a, "Reserved (GREASE)"}, {0x4a4a, "Reserved (GREASE)"}, {0x5a5a, "Reserved (GREASE)"},
    {0x6399, "X25519Kyber768Draft00"}, {0x639a, "SecP256r1Kyber768Draft00"}, {0x6a6a, "Reserved (GREASE)"},
    {0x7a7a, "Reserved (GREASE)"}, {0x8a8a, "Reserved (GREASE)"}, {0x9a9a, "Reserved (GREASE)"},
    {0xaaaa, "Reserved (GREASE)"}, {0xbaba, "Reserved (GREASE)"}, {0xcaca, "Reserved (GREASE)"},
    {0xdada, "Reserved (GREASE)"}, {0xeaea, "Reserved (GREASE)"}, {0xfafa, "Reserved (GREASE)"},
    {0xff01, "arbitrary_explicit_prime_curves"}, {0xff02, "arbitrary_explicit_char2_curves"},
}};
/// RFC 8422 §5.1.2
inline constexpr std::array<ValueName, 3> kPointFormats{{
    {0, "uncompressed"}, {1, "ansiX962_compressed_prime"}, {2, "ansiX962_compressed_char2"},
}};
/// RFC 6066 §3
inline constexpr std::array<ValueName, 1> kNameTypes{{
    {0, "host_name"},
}};
/// RFC 8446 §4.2.3, and the pairs of RFC 5246 §7.4.1.4.1
inline constexpr std::array<ValueName, 49> kSignatures{{
    {0x0101, "MD5 RSA"}, {0x0102, "MD5 DSA"}, {0x0103, "MD5 ECDSA"}, {0x0201, "rsa_pkcs1_sha1"}, {0x0202, "SHA1 DSA"},
    {0x0203, "ecdsa_sha1"}, {0x0301, "SHA224 RSA"}, {0x0302, "SHA224 DSA"}, {0x0303, "SHA224 ECDSA"},
    {0x0401, "rsa_pkcs1_sha256"}, {0x0402, "SHA256 DSA"}, {0x0403, "ecdsa_secp256r1_sha256"},
    {0x0501, "rsa_pkcs1_sha384"}, {0x0502, "SHA384 DSA"}, {0x0503, "ecdsa_secp384r1_sha384"},
    {0x0601, "rsa_pkcs1_sha512"}, {0x0602, "SHA512 DSA"}, {0x0603, "ecdsa_secp521r1_sha512"}, {0x0708, "sm2sig_sm3"},
    {0x0804, "rsa_pss_rsae_sha256"}, {0x0805, "rsa_pss_rsae_sha384"}, {0x0806, "rsa_pss_rsae_sha512"},
    {0x0807, "ed25519"}, {0x0808, "ed448"}, {0x0809, "rsa_pss_pss_sha256"}, {0x080a, "rsa_pss_pss_sha384"},
    {0x080b, "rsa_pss_pss_sha512"}, {0x081a, "ecdsa_brainpoolP256r1tls13_sha256"},
    {0x081b, "ecdsa_brainpoolP384r1tls13_sha384"}, {0x081c, "ecdsa_brainpoolP512r1tls13_sha512"}, {0x0904, "mldsa44"},
    {0x0905, "mldsa65"}, {0x0906, "mldsa87"}, {0x0a0a, "Reserved (GREASE)"}, {0x1a1a, "Reserved (GREASE)"},
    {0x2a2a, "Reserved (GREASE)"}, {0x3a3a, "Reserved (GREASE)"}, {0x4a4a, "Reserved (GREASE)"},
    {0x5a5a, "Reserved (GREASE)"}, {0x6a6a, "Reserved (GREASE)"}, {0x7a7a, "Reserved (GREASE)"},
    {0x8a8a, "Reserved (GREASE)"}, {0x9a9a, "Reserved (GREASE)"}, {0xaaaa, "Reserved (GREASE)"},
    {0xbaba, "Reserved (GREASE)"}, {0xcaca, "Reserved (GREASE)"}, {0xdada, "Reserved (GREASE)"},
    {0xeaea, "Reserved (GREASE)"}, {0xfafa, "Reserved (GREASE)"},
}};
/// RFC 5246 §7.4.1.4.1
inline constexpr std::array<ValueName, 8> kHashes{{
    {0, "None"}, {1, "MD5"}, {2, "SHA1"}, {3, "SHA224"}, {4, "SHA256"}, {5, "SHA384"}, {6, "SHA512"}, {7, "SM3"},
}};
/// RFC 5246 §7.4.1.4.1
inline constexpr std::array<ValueName, 5> kSignatureKinds{{
    {0, "Anonymous"}, {1, "RSA"}, {2, "DSA"}, {3, "ECDSA"}, {4, "SM2"},
}};
/// RFC 6066 §4
inline constexpr std::array<ValueName, 4> kFragmentLengths{{
    {1, "512"}, {2, "1024"}, {3, "2048"}, {4, "4096"},
}};
/// RFC 6066 §8
inline constexpr std::array<ValueName, 2> kStatusTypes{{
    {1, "OCSP"}, {2, "OCSP Multi"},
}};
/// RFC 8446 §4.2.9
inline constexpr std::array<ValueName, 2> kPskModes{{
    {0, "PSK-only key establishment (psk_ke)"}, {1, "PSK with (EC)DHE key establishment (psk_dhe_ke)"},
}};
/// RFC 8422 §5.4
inline constexpr std::array<ValueName, 3> kCurveTypes{{
    {1, "explicit_prime"}, {2, "explicit_char2"}, {3, "named_curve"},
}};
/// RFC 5246 §7.4.4
inline constexpr std::array<ValueName, 11> kClientCertificates{{
    {0, "N/A"}, {1, "X.509 Certificate"}, {2, "DSS Sign"}, {3, "RSA Fixed DH"}, {4, "DSS Fixed DH"},
    {21, "GOST R 34.10-94"}, {22, "GOST R 34.10-2001"}, {64, "ECDSA Sign"}, {65, "RSA Fixed ECDH"},
    {66, "ECDSA Fixed ECDH"}, {80, "IBC Params"},
}};
/// RFC 7250
inline constexpr std::array<ValueName, 3> kCertificateTypes{{
    {0, "X.509"}, {1, "OpenPGP"}, {2, "Raw Public Key"},
}};
/// RFC 8446 §4.6.3
inline constexpr std::array<ValueName, 2> kKeyUpdates{{
    {0, "update_not_requested"}, {1, "update_requested"},
}};
/// RFC 8879
inline constexpr std::array<ValueName, 3> kCertificateCompressions{{
    {1, "zlib"}, {2, "brotli"}, {3, "zstd"},
}};
/// RFC 6520 §2
inline constexpr std::array<ValueName, 2> kHeartbeatModes{{
    {1, "Peer allowed to send requests"}, {2, "Peer not allowed to send requests"},
}};

}  // namespace pw::tls
