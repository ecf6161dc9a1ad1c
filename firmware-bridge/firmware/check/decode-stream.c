/* Reads bytes from standard input and prints the packets in them, so that any stream can be given to both codecs. */
#include <inttypes.h>
#include <stdio.h>

#include "../core/frame-reader.h"

static void print_packet(const struct packet *packet)
{
    printf("%u %u %d %" PRIu32 " %" PRIu32 " %" PRIu64 " ", packet->version, packet->type, packet->is_repeat,
           packet->boot_id, packet->sequence, packet->sent_us);
    for (uint8_t at = 0; at < packet->length; at++) printf("%02x", packet->payload[at]);
    putchar('\n');
}

int main(void)
{
    static struct frame_reader reader;
    for (int byte; (byte = getchar()) != EOF;) {
        if (frame_reader_take(&reader, (uint8_t)byte)) print_packet(&reader.packet);
    }
    printf("%" PRIu32 " %" PRIu32 " %" PRIu32 " %" PRIu32 "\n", reader.bad_stuffing, reader.bad_length,
           reader.bad_checksum, reader.too_long);
    return 0;
}
