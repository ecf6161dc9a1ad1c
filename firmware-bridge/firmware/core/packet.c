#include "packet.h"

#include <string.h>

#include "cobs.h"
#include "crc32.h"

#define REPEAT 1u

static void put(uint8_t *bytes, uint64_t value, size_t width)
{
    for (size_t at = 0; at < width; at++) bytes[at] = (uint8_t)(value >> (8 * at));
}

static uint64_t take(const uint8_t *bytes, size_t width)
{
    uint64_t value = 0;
    for (size_t at = 0; at < width; at++) value |= (uint64_t)bytes[at] << (8 * at);
    return value;
}

size_t packet_encode(const struct packet *packet, uint8_t *frame)
{
    uint8_t bytes[PACKET_BYTES_MAX];
    size_t end = HEADER_BYTES + packet->length;
    bytes[0] = packet->version;
    bytes[1] = packet->type;
    bytes[2] = packet->is_repeat ? REPEAT : 0;
    bytes[3] = packet->length;
    put(bytes + 4, packet->boot_id, 4);
    put(bytes + 8, packet->sequence, 4);
    put(bytes + 12, packet->sent_us, 8);
    memcpy(bytes + HEADER_BYTES, packet->payload, packet->length);
    put(bytes + end, crc32(bytes, end), CRC_BYTES);

    size_t encoded = cobs_encode(bytes, end + CRC_BYTES, frame + 1);
    frame[0] = 0;
    frame[encoded + 1] = 0;
    return encoded + 2;
}

enum packet_defect packet_decode(uint8_t *encoded, size_t length, struct packet *packet)
{
    uint8_t *bytes = encoded;
    size_t size = 0;
    if (!cobs_decode(encoded, length, bytes, &size)) return PACKET_BAD_STUFFING;
    if (size < HEADER_BYTES + CRC_BYTES || size > PACKET_BYTES_MAX) return PACKET_BAD_LENGTH;
    size_t end = size - CRC_BYTES;
    if (take(bytes + end, CRC_BYTES) != crc32(bytes, end)) return PACKET_BAD_CHECKSUM;
    packet->version = bytes[0];
    packet->type = bytes[1];
    packet->is_repeat = (bytes[2] & REPEAT) != 0;
    packet->length = bytes[3];
    packet->boot_id = (uint32_t)take(bytes + 4, 4);
    packet->sequence = (uint32_t)take(bytes + 8, 4);
    packet->sent_us = take(bytes + 12, 8);
    if (packet->length != end - HEADER_BYTES || packet->sent_us >= MICROSECONDS_END) return PACKET_BAD_LENGTH;
    memcpy(packet->payload, bytes + HEADER_BYTES, packet->length);
    return PACKET_SOUND;
}
