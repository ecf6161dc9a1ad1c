/*
 * The line as the controller keeps it: who the host is, what was heard of it, the one report that waits for its
 * acknowledgement, and the bytes that wait to be sent. PROTOCOL.md, sections 4 to 6.
 *
 * INVARIANTS
 * - At most one report is in flight; it keeps its sequence until it is acknowledged.
 * - A frame is put into the bytes whole or not at all.
 */
#ifndef SWINGBAY_SESSION_H
#define SWINGBAY_SESSION_H

#include "packet.h"
#include "vocabulary.h"
#include "wire.h"

#define LINE_BYTES 1024u

struct session {
    uint32_t boot_id;
    /* The host's boot id; 0 while there is no session. */
    uint32_t host_id;
    /* When the last valid packet of the session had arrived. */
    uint64_t heard_us;

    /* Remembered beyond the end of the session, so that nothing is carried out twice. */
    uint32_t known_host_id;
    uint32_t command_sequence;
    struct command_result answer;

    uint32_t report_sequence;
    uint32_t plain_sequence;
    bool is_waiting;
    struct packet in_flight;
    uint64_t sent_us;

    uint8_t bytes[LINE_BYTES];
    size_t bytes_at;
    size_t bytes_count;
};

void session_start(struct session *session, uint32_t boot_id);
/* The host's hello: true if a new session has begun, false if this one was up. */
bool session_open(struct session *session, uint32_t host_id, uint64_t now_us);
void session_close(struct session *session);
/* A count is about to run out, after years: a new boot id is due, and the session with it. */
bool session_is_worn(const struct session *session);
bool session_is_silent(const struct session *session, uint64_t now_us);

enum command_novelty { COMMAND_NEW, COMMAND_REPEATED, COMMAND_STALE };
enum command_novelty session_judge(const struct session *session, uint32_t sequence);
void session_remember(struct session *session, uint32_t sequence, struct command_result answer);
void session_acknowledge(struct session *session, const struct packet *command, struct command_result answer,
                         uint64_t now_us);

/* Not repeated; lost if there is no room. */
void session_send(struct session *session, enum message_type type, const struct wire_writer *payload, uint64_t now_us);
/* Only while nothing is in flight. */
void session_report(struct session *session, enum message_type type, const struct wire_writer *payload,
                    uint64_t now_us);
/* Sends what is in flight again if it is time. */
void session_repeat(struct session *session, uint64_t now_us);
void session_take_ack(struct session *session, uint32_t boot_id, uint32_t sequence);

/* Moves up to `most` bytes that wait for the line; returns how many. */
size_t session_take_bytes(struct session *session, uint8_t *bytes, size_t most);

#endif
