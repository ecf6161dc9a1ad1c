/*
 * Holds the firmware's codec against the vectors that the host's codec is held against too.
 *
 * The file's order is relied on: within a vector `packet` stands before `frame`, and `message`, whose parts have the
 * same names as a packet's, between them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/cobs.h"
#include "../core/crc32.h"
#include "../core/frame-reader.h"
#include "json-scan.h"

#define FILE_BYTES_MAX (1024u * 1024u)
#define BYTES_MAX 2048u

struct vector {
    char name[128];
    struct packet packet;
    uint8_t bytes[BYTES_MAX];
    size_t length;
    bool is_in_packet;
};

struct counts {
    unsigned stuffings, packets, dropped, streams, wrong;
};

static void copy_text(char *to, const char *from, size_t most)
{
    size_t length = strlen(from) < most ? strlen(from) : most - 1;
    memcpy(to, from, length);
    to[length] = 0;
}

static size_t from_hex(const char *hex, uint8_t *bytes)
{
    size_t length = strlen(hex) / 2;
    for (size_t at = 0; at < length && at < BYTES_MAX; at++) {
        char pair[3] = {hex[2 * at], hex[2 * at + 1], 0};
        bytes[at] = (uint8_t)strtoul(pair, NULL, 16);
    }
    return length;
}

static void expect(bool is_so, const struct vector *vector, const char *what, struct counts *counts)
{
    if (is_so) return;
    counts->wrong++;
    fprintf(stderr, "%s: %s\n", vector->name, what);
}

static void check_stuffing(const struct vector *vector, const char *hex, struct counts *counts)
{
    uint8_t expected[BYTES_MAX], encoded[BYTES_MAX], decoded[BYTES_MAX];
    size_t expected_length = from_hex(hex, expected);
    size_t decoded_length = 0;
    size_t length = cobs_encode(vector->bytes, vector->length, encoded);
    expect(length == expected_length && memcmp(encoded, expected, length) == 0, vector, "encoded otherwise", counts);
    bool is_sound = cobs_decode(expected, expected_length, decoded, &decoded_length);
    bool is_same = decoded_length == vector->length && memcmp(decoded, vector->bytes, decoded_length) == 0;
    expect(is_sound && is_same, vector, "decoded otherwise", counts);
    counts->stuffings++;
}

/* How many packets come out of the bytes; the newest stays in the reader. */
static unsigned read_all(struct frame_reader *reader, const uint8_t *bytes, size_t length)
{
    unsigned packets = 0;
    for (size_t at = 0; at < length; at++) packets += frame_reader_take(reader, bytes[at]) ? 1u : 0u;
    return packets;
}

static void check_frame(const struct vector *vector, const uint8_t *frame, size_t length, struct counts *counts)
{
    static struct frame_reader reader;
    memset(&reader, 0, sizeof reader);
    const struct packet *expected = &vector->packet;
    const struct packet *read = &reader.packet;
    expect(read_all(&reader, frame, length) == 1, vector, "not read", counts);
    bool is_same = read->type == expected->type && read->is_repeat == expected->is_repeat &&
                   read->boot_id == expected->boot_id && read->sequence == expected->sequence &&
                   read->sent_us == expected->sent_us && read->length == expected->length &&
                   memcmp(read->payload, expected->payload, read->length) == 0;
    expect(is_same, vector, "read otherwise", counts);
    counts->packets++;

    /* The one vector with unknown flags can be read and not be written. */
    if (strstr(vector->name, "unknown flags") != NULL) return;
    uint8_t written[FRAME_BYTES_MAX];
    size_t written_length = packet_encode(expected, written);
    expect(written_length == length && memcmp(written, frame, length) == 0, vector, "written otherwise", counts);
}

static uint32_t dropped_for(const struct frame_reader *reader, const char *reason)
{
    if (strcmp(reason, "bad-stuffing") == 0) return reader->bad_stuffing;
    if (strcmp(reason, "bad-length") == 0) return reader->bad_length;
    if (strcmp(reason, "bad-checksum") == 0) return reader->bad_checksum;
    if (strcmp(reason, "too-long") == 0) return reader->too_long;
    /* The reader leaves it to the session, because a hello of any version is welcome. */
    return reader->packets == 1 && reader->packet.version != PROTOCOL_VERSION;
}

static void check_dropped(const struct vector *vector, const char *reason, struct counts *counts)
{
    static struct frame_reader reader;
    memset(&reader, 0, sizeof reader);
    read_all(&reader, vector->bytes, vector->length);
    expect(dropped_for(&reader, reason) == 1, vector, "not dropped for its reason", counts);
    counts->dropped++;
}

static void check_stream(const struct vector *vector, const char *sequences, struct counts *counts)
{
    static struct frame_reader reader;
    memset(&reader, 0, sizeof reader);
    for (size_t at = 0; at < vector->length; at++) {
        if (!frame_reader_take(&reader, vector->bytes[at])) continue;
        sequences += strcspn(sequences, "0123456789]");
        expect(strtoul(sequences, (char **)&sequences, 10) == reader.packet.sequence, vector, "another packet", counts);
    }
    sequences += strcspn(sequences, "0123456789]");
    expect(*sequences == ']', vector, "a packet missing", counts);
    counts->streams++;
}

static void take_packet_part(struct vector *vector, const char *name, const char *value)
{
    struct packet *packet = &vector->packet;
    packet->version = PROTOCOL_VERSION;
    if (strcmp(name, "type") == 0) packet->type = (uint8_t)strtoul(value, NULL, 10);
    else if (strcmp(name, "isRepeat") == 0) packet->is_repeat = strcmp(value, "true") == 0;
    else if (strcmp(name, "bootId") == 0) packet->boot_id = (uint32_t)strtoul(value, NULL, 10);
    else if (strcmp(name, "sequence") == 0) packet->sequence = (uint32_t)strtoul(value, NULL, 10);
    else if (strcmp(name, "sentUs") == 0) packet->sent_us = strtoull(value, NULL, 10);
    else if (strcmp(name, "payload") == 0) packet->length = (uint8_t)from_hex(value, packet->payload);
}

static void check_all(struct json_scan *scan, struct counts *counts)
{
    static struct vector vector;
    char section[64] = "";
    while (json_next(scan)) {
        const char *name = scan->name;
        const char *value = scan->value;
        bool is_list = value[0] == '[';
        if (strcmp(name, "name") == 0) copy_text(vector.name, value, sizeof vector.name);
        else if (is_list && strcmp(name, "sequences") == 0) check_stream(&vector, scan->at, counts);
        else if (is_list) copy_text(section, name, sizeof section);
        else if (strcmp(name, "packet") == 0) vector.is_in_packet = true;
        else if (strcmp(name, "message") == 0) vector.is_in_packet = false;
        else if (strcmp(name, "encoded") == 0) check_stuffing(&vector, value, counts);
        else if (strcmp(name, "reason") == 0 && strcmp(section, "dropped") == 0) check_dropped(&vector, value, counts);
        else if (strcmp(name, "bytes") == 0) vector.length = from_hex(value, vector.bytes);
        else if (strcmp(name, "frame") == 0) {
            vector.is_in_packet = false;
            vector.length = from_hex(value, vector.bytes);
            bool is_packet = strcmp(section, "messages") == 0 || strcmp(section, "packets") == 0;
            if (is_packet) check_frame(&vector, vector.bytes, vector.length, counts);
        } else if (vector.is_in_packet) {
            take_packet_part(&vector, name, value);
        }
    }
}

int main(int count, char **words)
{
    static char text[FILE_BYTES_MAX];
    FILE *file = count == 2 ? fopen(words[1], "r") : NULL;
    if (file == NULL) {
        fputs("check-vectors VECTORS.json\n", stderr);
        return 2;
    }
    text[fread(text, 1, sizeof text - 1, file)] = 0;
    fclose(file);

    struct counts counts = {0};
    struct json_scan scan = {.at = text};
    check_all(&scan, &counts);
    if (crc32((const uint8_t *)"123456789", 9) != 0xcbf43926u) counts.wrong++;
    if (counts.wrong > 0 || counts.packets == 0) {
        fprintf(stderr, "%u expectations were not met.\n", counts.wrong);
        return 1;
    }
    printf("As the vectors say: %u stuffings, %u packets, %u dropped, %u streams.\n", counts.stuffings, counts.packets,
           counts.dropped, counts.streams);
    return 0;
}
