#include "cobs.h"

#define BLOCK_MAX 0xffu

size_t cobs_encode(const uint8_t *bytes, size_t length, uint8_t *encoded)
{
    size_t code_at = 0;
    size_t at = 1;
    for (size_t index = 0; index < length; index++) {
        bool is_zero = bytes[index] == 0;
        if (!is_zero) encoded[at++] = bytes[index];
        /* A block that is full at the very end needs no empty one after it. */
        bool is_full = at - code_at == BLOCK_MAX && index + 1 < length;
        if (!is_zero && !is_full) continue;
        encoded[code_at] = (uint8_t)(at - code_at);
        code_at = at++;
    }
    encoded[code_at] = (uint8_t)(at - code_at);
    return at;
}

bool cobs_decode(const uint8_t *encoded, size_t length, uint8_t *bytes, size_t *bytes_length)
{
    size_t at = 0;
    size_t out = 0;
    while (at < length) {
        uint8_t code = encoded[at++];
        if (code == 0 || at + code - 1u > length) return false;
        for (uint8_t left = (uint8_t)(code - 1u); left > 0; left--) {
            if (encoded[at] == 0) return false;
            bytes[out++] = encoded[at++];
        }
        if (code != BLOCK_MAX && at < length) bytes[out++] = 0;
    }
    *bytes_length = out;
    return true;
}
