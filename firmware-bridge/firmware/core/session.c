#include "session.h"

#include <string.h>

void session_start(struct session *session, uint32_t boot_id)
{
    memset(session, 0, sizeof *session);
    session->boot_id = boot_id;
}

static void put_frame(struct session *session, struct packet *packet, uint64_t now_us)
{
    uint8_t frame[FRAME_BYTES_MAX];
    packet->sent_us = now_us;
    size_t length = packet_encode(packet, frame);
    if (length > LINE_BYTES - session->bytes_count) return;
    for (size_t at = 0; at < length; at++) {
        session->bytes[(session->bytes_at + session->bytes_count++) % LINE_BYTES] = frame[at];
    }
}

static void send_in_flight(struct session *session, uint64_t now_us)
{
    put_frame(session, &session->in_flight, now_us);
    session->in_flight.is_repeat = true;
    session->sent_us = now_us;
}

bool session_open(struct session *session, uint32_t host_id, uint64_t now_us)
{
    session->heard_us = now_us;
    if (session->host_id == host_id) return false;
    session->host_id = host_id;
    if (session->known_host_id != host_id) {
        session->known_host_id = host_id;
        session->command_sequence = 0;
    }
    /* What describes devices is told anew; only an event goes on under its number. */
    if (session->is_waiting && session->in_flight.type != EVENT) session->is_waiting = false;
    if (session->is_waiting) send_in_flight(session, now_us);
    return true;
}

void session_close(struct session *session)
{
    session->host_id = 0;
}

bool session_is_worn(const struct session *session)
{
    const uint32_t last = UINT32_MAX - LINE_BYTES;
    return session->plain_sequence >= last || session->report_sequence >= last;
}

bool session_is_silent(const struct session *session, uint64_t now_us)
{
    return session->host_id != 0 && now_us - session->heard_us >= LINK_LOST_AFTER_US;
}

enum command_novelty session_judge(const struct session *session, uint32_t sequence)
{
    if (sequence == session->command_sequence) return COMMAND_REPEATED;
    return sequence > session->command_sequence ? COMMAND_NEW : COMMAND_STALE;
}

void session_remember(struct session *session, uint32_t sequence, struct command_result answer)
{
    session->command_sequence = sequence;
    session->answer = answer;
}

void session_acknowledge(struct session *session, const struct packet *command, struct command_result answer,
                         uint64_t now_us)
{
    struct wire_writer out = {.length = 0};
    wire_put(&out, command->boot_id, 4);
    wire_put(&out, command->sequence, 4);
    wire_put(&out, answer.status, 1);
    wire_put(&out, answer.detail, 1);
    session_send(session, ACK, &out, now_us);
}

static struct packet make_packet(const struct session *session, enum message_type type,
                                 const struct wire_writer *payload, uint32_t sequence)
{
    struct packet packet = {.version = PROTOCOL_VERSION,
                            .type = (uint8_t)type,
                            .boot_id = session->boot_id,
                            .sequence = sequence,
                            .length = (uint8_t)payload->length};
    memcpy(packet.payload, payload->bytes, payload->length);
    return packet;
}

void session_send(struct session *session, enum message_type type, const struct wire_writer *payload, uint64_t now_us)
{
    struct packet packet = make_packet(session, type, payload, ++session->plain_sequence);
    put_frame(session, &packet, now_us);
}

void session_report(struct session *session, enum message_type type, const struct wire_writer *payload, uint64_t now_us)
{
    session->in_flight = make_packet(session, type, payload, ++session->report_sequence);
    session->is_waiting = true;
    send_in_flight(session, now_us);
}

void session_repeat(struct session *session, uint64_t now_us)
{
    if (session->is_waiting && now_us - session->sent_us >= RETRY_AFTER_US) send_in_flight(session, now_us);
}

void session_take_ack(struct session *session, uint32_t boot_id, uint32_t sequence)
{
    if (boot_id == session->boot_id && sequence == session->in_flight.sequence) session->is_waiting = false;
}

size_t session_take_bytes(struct session *session, uint8_t *bytes, size_t most)
{
    size_t taken = 0;
    while (taken < most && session->bytes_count > 0) {
        bytes[taken++] = session->bytes[session->bytes_at];
        session->bytes_at = (session->bytes_at + 1) % LINE_BYTES;
        session->bytes_count--;
    }
    return taken;
}
