#include "wire.h"

#include <string.h>

void wire_put(struct wire_writer *writer, uint64_t value, size_t width)
{
    if (writer->length + width > PAYLOAD_BYTES_MAX) return;
    for (size_t at = 0; at < width; at++) {
        writer->bytes[writer->length++] = (uint8_t)value;
        value >>= 8;
    }
}

void wire_put_bytes(struct wire_writer *writer, const uint8_t *bytes, size_t length)
{
    if (writer->length + length > PAYLOAD_BYTES_MAX) return;
    memcpy(writer->bytes + writer->length, bytes, length);
    writer->length += length;
}

void wire_put_field(struct wire_writer *writer, uint8_t tag, uint32_t value)
{
    wire_put(writer, tag, 1);
    wire_put(writer, value, 4);
}

uint64_t wire_take(struct wire_reader *reader, size_t width)
{
    if (reader->is_broken || reader->length - reader->at < width) {
        reader->is_broken = true;
        return 0;
    }
    uint64_t value = 0;
    for (size_t at = 0; at < width; at++) value |= (uint64_t)reader->bytes[reader->at++] << (8 * at);
    return value;
}

bool wire_take_flag(struct wire_reader *reader)
{
    uint64_t value = wire_take(reader, 1);
    if (value > 1) reader->is_broken = true;
    return value == 1;
}

bool wire_is_done(const struct wire_reader *reader)
{
    return !reader->is_broken && reader->at == reader->length;
}
