/* Little-endian numbers, one after another. Neither reader nor writer touches memory beyond its bytes. */
#ifndef SWINGBAY_WIRE_H
#define SWINGBAY_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "limits.h"

struct wire_writer {
    uint8_t bytes[PAYLOAD_BYTES_MAX];
    size_t length;
};

void wire_put(struct wire_writer *writer, uint64_t value, size_t width);
void wire_put_bytes(struct wire_writer *writer, const uint8_t *bytes, size_t length);
/* A field of a device: tag and value. Tags must come in ascending order. */
void wire_put_field(struct wire_writer *writer, uint8_t tag, uint32_t value);

struct wire_reader {
    const uint8_t *bytes;
    size_t length;
    size_t at;
    /* Once something was missing it stays true, and zeros come. */
    bool is_broken;
};

uint64_t wire_take(struct wire_reader *reader, size_t width);
/* A byte that must be 0 or 1. */
bool wire_take_flag(struct wire_reader *reader);
/* Whether everything was there and nothing is left. */
bool wire_is_done(const struct wire_reader *reader);

#endif
