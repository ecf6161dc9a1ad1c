/* Every number of PROTOCOL.md, section 10, that a controller keeps. Twin of protocol/protocol-limits.ts. */
#ifndef SWINGBAY_LIMITS_H
#define SWINGBAY_LIMITS_H

#define PROTOCOL_VERSION 1u

#define HEADER_BYTES 20u
#define CRC_BYTES 4u
#define PACKET_BYTES_MAX 254u
#define PAYLOAD_BYTES_MAX (PACKET_BYTES_MAX - HEADER_BYTES - CRC_BYTES)
/* Between two zeros: the packet and one COBS code byte. */
#define ENCODED_BYTES_MAX (PACKET_BYTES_MAX + 1u)
#define FRAME_BYTES_MAX (ENCODED_BYTES_MAX + 2u)

#define LINK_LOST_AFTER_US 400000u
#define RETRY_AFTER_US 40000u
#define STATE_EVERY_US 100000u
#define EVENTS_WAITING_MAX 64u
#define DEVICES_MAX 16u
#define DEVICE_ID_BYTES_MAX 24u
#define CARD_BYTES_MAX 32u
#define DESCRIPTION_BYTES_MAX 64u
#define PULSE_REPORTS_HZ_MAX 50u

/* Stamps and clocks stay below 2^53, so that a host may hold them in a double. */
#define MICROSECONDS_END (UINT64_C(1) << 53)

#endif
