/* Consistent overhead byte stuffing: the same bytes without a zero. See PROTOCOL.md, section 2. */
#ifndef SWINGBAY_COBS_H
#define SWINGBAY_COBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes at most length + length / 254 + 1 bytes to `encoded` and returns how many. */
size_t cobs_encode(const uint8_t *bytes, size_t length, uint8_t *encoded);

/* Writes at most `length` bytes to `bytes`, which may be `encoded` itself. False where no encoder made this. */
bool cobs_decode(const uint8_t *encoded, size_t length, uint8_t *bytes, size_t *bytes_length);

#endif
