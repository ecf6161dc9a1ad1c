/*
 * One packet and its frame, see PROTOCOL.md, sections 2 and 3.
 *
 *     00 | COBS( version type flags length | boot id | sequence | sent us | payload | CRC-32 ) | 00
 */
#ifndef SWINGBAY_PACKET_H
#define SWINGBAY_PACKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "limits.h"

struct packet {
    uint8_t version;
    uint8_t type;
    bool is_repeat;
    uint32_t boot_id;
    uint32_t sequence;
    uint64_t sent_us;
    uint8_t length;
    uint8_t payload[PAYLOAD_BYTES_MAX];
};

enum packet_defect { PACKET_SOUND, PACKET_BAD_STUFFING, PACKET_BAD_LENGTH, PACKET_BAD_CHECKSUM };

/* Writes both zeros too: at most FRAME_BYTES_MAX bytes. Returns how many. */
size_t packet_encode(const struct packet *packet, uint8_t *frame);

/* `encoded` is what stood between two zeros, at most ENCODED_BYTES_MAX bytes; it is overwritten. */
enum packet_defect packet_decode(uint8_t *encoded, size_t length, struct packet *packet);

#endif
