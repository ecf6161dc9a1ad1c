#include "frame-reader.h"

bool frame_reader_take(struct frame_reader *reader, uint8_t byte)
{
    if (byte != 0) {
        if (reader->length < ENCODED_BYTES_MAX) reader->pending[reader->length] = byte;
        if (reader->length <= ENCODED_BYTES_MAX) reader->length++;
        return false;
    }
    size_t length = reader->length;
    reader->length = 0;
    if (length == 0) return false;
    if (length > ENCODED_BYTES_MAX) {
        reader->too_long++;
        return false;
    }
    switch (packet_decode(reader->pending, length, &reader->packet)) {
    case PACKET_SOUND: reader->packets++; return true;
    case PACKET_BAD_STUFFING: reader->bad_stuffing++; break;
    case PACKET_BAD_LENGTH: reader->bad_length++; break;
    case PACKET_BAD_CHECKSUM: reader->bad_checksum++; break;
    }
    return false;
}
