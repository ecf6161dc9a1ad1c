/* Turns bytes, one at a time, into packets. Whatever is no packet is dropped and counted. */
#ifndef SWINGBAY_FRAME_READER_H
#define SWINGBAY_FRAME_READER_H

#include "packet.h"

struct frame_reader {
    uint8_t pending[ENCODED_BYTES_MAX];
    /* May exceed the buffer: then the frame is too long, and its bytes are only counted. */
    size_t length;
    struct packet packet;
    uint32_t packets;
    uint32_t bad_stuffing;
    uint32_t bad_length;
    uint32_t bad_checksum;
    uint32_t too_long;
};

/* True when this byte completed a packet, which is then in `reader->packet` until the next call. */
bool frame_reader_take(struct frame_reader *reader, uint8_t byte);

#endif
