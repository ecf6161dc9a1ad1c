/*
 * Plays a bay at random against the controller's core, step by step on a made-up clock, and holds it to what must never
 * happen. Not a scenario: whatever order of commands, faults, silences and late steps comes up.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../core/controller.h"
#include "../simulation/simulated-bay.h"

#define STEPS_DEFAULT 2000000u
#define SEED_DEFAULT 20260601u
#define HOSTS 2u

struct play {
    struct controller controller;
    struct simulated_bay bay;
    uint64_t now_us;
    uint32_t seed;
    /* Which of two hosts is at the line, whether it is heard, and what it has sent. */
    uint32_t host;
    bool is_beating;
    uint32_t sequence[HOSTS];
    uint32_t plain_sequence;
    uint64_t credit_given;
    /* When the drive that runs was switched on; 0: it is off. */
    uint64_t tee_on_us;
    uint64_t dispenser_on_us;
    unsigned moved, refused, lost, timeouts;
};

/* Xorshift: the same play for the same seed on every machine. */
static uint32_t random_below(struct play *play, uint32_t end)
{
    play->seed ^= play->seed << 13;
    play->seed ^= play->seed >> 17;
    play->seed ^= play->seed << 5;
    return play->seed % end;
}

static bool one_in(struct play *play, uint32_t turns)
{
    return random_below(play, turns) == 0;
}

static void send(struct play *play, uint8_t type, uint32_t sequence, const uint8_t *payload, uint8_t length)
{
    uint8_t frame[FRAME_BYTES_MAX];
    struct packet packet = {.version = PROTOCOL_VERSION, .type = type, .boot_id = play->host + 1, .sequence = sequence};
    packet.sent_us = play->now_us;
    packet.length = length;
    memcpy(packet.payload, payload, length);
    size_t bytes = packet_encode(&packet, frame);
    if (one_in(play, 50)) frame[random_below(play, (uint32_t)bytes)] ^= 0x10;
    for (size_t at = 0; at < bytes; at++) controller_receive(&play->controller, frame[at], play->now_us);
}

static void send_plain(struct play *play, uint8_t type, const uint8_t *payload, uint8_t length)
{
    send(play, type, ++play->plain_sequence, payload, length);
}

/* The length of each command's payload and the device that it is for, from TEE_HEIGHT on. */
static const uint8_t LENGTHS[] = {5, 1, 3, 3, 3, 10, 12, 1, 1, 0};
static const uint8_t DEVICES[] = {0, 0, 1, 1, 2, 3, 4, 0, 0, 0};

/* Mostly to the right device, with numbers round the limits. */
static void fill_payload(struct play *play, uint8_t type, uint8_t *payload)
{
    payload[0] = one_in(play, 8) ? (uint8_t)random_below(play, 18) : DEVICES[type - TEE_HEIGHT];
    switch (type) {
    case TEE_HEIGHT:
        payload[1] = (uint8_t)random_below(play, 256);
        payload[2] = (uint8_t)random_below(play, 256);
        break;
    case DISPENSE: payload[1] = (uint8_t)random_below(play, 10); break;
    case ADD_CREDIT: payload[1] = (uint8_t)random_below(play, 4); break;
    case LIGHT_LEVEL: payload[2] = (uint8_t)random_below(play, 45); break;
    case STROBE:
        payload[1] = !one_in(play, 4);
        payload[6] = (uint8_t)random_below(play, 256);
        payload[7] = one_in(play, 2);
        break;
    case CAMERA_TRIGGER:
        payload[1] = !one_in(play, 4);
        payload[5] = (uint8_t)random_below(play, 256);
        payload[6] = (uint8_t)random_below(play, 8);
        break;
    case CLEAR_FAULT: payload[0] = (uint8_t)random_below(play, 2); break;
    case MOTION_LOCK: payload[0] = one_in(play, 3); break;
    default: break;
    }
}

static void send_command(struct play *play)
{
    uint8_t type = (uint8_t)(TEE_HEIGHT + random_below(play, sizeof LENGTHS));
    /* Seldom, or no motion would ever come to its end or its time-out. */
    if (type >= MOTION_LOCK && !one_in(play, 12)) type = TEE_HEIGHT;
    uint8_t payload[12] = {0};
    fill_payload(play, type, payload);
    uint32_t sequence = play->sequence[play->host] + (one_in(play, 10) ? 0 : 1);
    uint32_t credit = play->controller.dispenser.credit;
    play->sequence[play->host] = sequence;
    send(play, type, sequence, payload, LENGTHS[type - TEE_HEIGHT]);
    if (play->controller.dispenser.credit > credit) play->credit_given += play->controller.dispenser.credit - credit;
    if (play->controller.session.answer.status == STATUS_REFUSED) play->refused++;
}

static void acknowledge(struct play *play)
{
    struct session *session = &play->controller.session;
    struct wire_writer out = {.length = 0};
    wire_put(&out, session->boot_id, 4);
    wire_put(&out, session->in_flight.sequence, 4);
    wire_put(&out, 0, 2);
    send_plain(play, ACK, out.bytes, (uint8_t)out.length);
}

static void do_something(struct play *play)
{
    static const uint8_t NOTHING[24] = {0};
    static const uint8_t VERSIONS[2] = {1, 1};
    struct simulated_bay *bay = &play->bay;
    bool has_session = play->controller.session.host_id != 0;
    if (play->is_beating && one_in(play, 40)) send_plain(play, HEARTBEAT, NOTHING, 24);
    if (play->is_beating && play->controller.session.is_waiting && one_in(play, 3)) acknowledge(play);
    if (play->is_beating && one_in(play, 25)) send_command(play);
    if (!has_session && one_in(play, 100)) play->is_beating = true;
    if (play->is_beating && (one_in(play, 5000) || (!has_session && one_in(play, 50)))) {
        send_plain(play, HELLO, VERSIONS, 2);
    }
    if (one_in(play, 4000)) play->is_beating = false;
    if (one_in(play, 20000)) play->host ^= 1;
    bool is_pressed = bay->inputs.is_stop_pressed;
    if (one_in(play, is_pressed ? 500 : 4000)) bay->inputs.is_stop_pressed = !is_pressed;
    if (one_in(play, 3000)) bay->tee_is_jammed = !bay->tee_is_jammed;
    if (one_in(play, 6000)) bay->tee_is_slipping = !bay->tee_is_slipping;
    if (one_in(play, 3000)) bay->dispenser_is_jammed = !bay->dispenser_is_jammed;
    if (one_in(play, 6000)) bay->dispenser_is_slipping = !bay->dispenser_is_slipping;
    if (one_in(play, 5000)) bay->inputs.dispenser_stock = random_below(play, 100);
    if (one_in(play, 300)) simulated_bay_set_ball(bay, one_in(play, 2), play->now_us);
    if (one_in(play, 300)) bay->inputs.is_occupied = !bay->inputs.is_occupied;
}

/* For how long a drive has been on without a break. */
static uint64_t driven_us(bool is_on, uint64_t now_us, uint64_t *on_us)
{
    if (!is_on) *on_us = 0;
    else if (*on_us == 0) *on_us = now_us;
    return is_on ? now_us - *on_us : 0;
}

/* Null where nothing is. */
static const char *what_is_wrong(struct play *play, uint64_t step_us)
{
    const struct controller *controller = &play->controller;
    const struct bay_outputs *outputs = &controller->outputs;
    bool moves = outputs->tee_drive != 0 || outputs->tee_gate_is_open || outputs->dispenser_drive;
    bool flashes = outputs->strobe_is_running;
    bool has_session = controller->session.host_id != 0;
    uint64_t silent_us = play->now_us - controller->session.heard_us;
    if (has_session && silent_us >= LINK_LOST_AFTER_US) return "silence was not noticed";
    if (!has_session && (moves || flashes || outputs->trigger_is_running)) return "it ran without a link";
    if (!has_session && outputs->light_level != LIGHT_SAFE_LEVEL) return "the light was not at its safe level";
    if (controller->is_motion_locked && moves) return "something moved while a player swung";
    if (controller->is_stop_pressed && (moves || flashes)) return "it ran while the stop was pressed";
    if (outputs->light_level > LIGHT_LEVEL_MAX) return "a light beyond its limit";
    if (flashes && outputs->strobe_exposure_us > STROBE_EXPOSURE_MAX_US) return "a flash beyond its limit";
    if (flashes && strobe_exceeds_duty(outputs->strobe_exposure_us, outputs->trigger_rate_milli_hz)) {
        return "a strobe beyond its share of time";
    }
    if (controller->dispenser.owed > controller->dispenser.credit) return "balls are owed without credit";
    uint64_t taken = (uint64_t)controller->dispenser.dispensed + controller->dispenser.credit;
    if (taken > play->credit_given) return "a ball for nothing";
    if (controller->events.count > EVENTS_WAITING_MAX) return "a queue beyond its bound";

    uint64_t tee_us = driven_us(outputs->tee_drive != 0, play->now_us, &play->tee_on_us);
    uint64_t balls_us = driven_us(outputs->dispenser_drive, play->now_us, &play->dispenser_on_us);
    if (tee_us > TEE_MOTION_TIMEOUT_US + step_us) return "the tee was driven for too long";
    if (balls_us > DISPENSER_BALLS_MAX * (uint64_t)DISPENSER_BALL_TIMEOUT_US) return "balls were driven for too long";
    return NULL;
}

static uint64_t next_step_us(struct play *play)
{
    if (one_in(play, 3000)) return 450000;
    return one_in(play, 200) ? 60000 : 1000;
}

int main(int count, char **words)
{
    static struct play play;
    uint32_t seed = count > 1 ? (uint32_t)strtoul(words[1], NULL, 10) : SEED_DEFAULT;
    uint32_t steps = count > 2 ? (uint32_t)strtoul(words[2], NULL, 10) : STEPS_DEFAULT;
    const struct controller_config config = {"play", (1u << KINDS_END) - 2u, 1};
    play.seed = seed;
    play.now_us = 1000000;
    simulated_bay_start(&play.bay, play.now_us);
    controller_start(&play.controller, &config, &play.bay.inputs, play.now_us);
    for (uint32_t step = 0; step < steps; step++) {
        uint64_t step_us = next_step_us(&play);
        bool had_session = play.controller.session.host_id != 0;
        play.now_us += step_us;
        simulated_bay_step(&play.bay, &play.controller.outputs, play.now_us);
        controller_step(&play.controller, &play.bay.inputs, play.now_us);
        const char *wrong = what_is_wrong(&play, step_us);
        if (wrong == NULL) {
            do_something(&play);
            wrong = what_is_wrong(&play, step_us);
        }
        uint8_t bytes[LINE_BYTES];
        session_take_bytes(&play.controller.session, bytes, sizeof bytes);
        if (wrong != NULL) {
            fprintf(stderr, "Seed %" PRIu32 ", step %" PRIu32 ": %s.\n", seed, step, wrong);
            return 1;
        }
        play.timeouts += play.controller.devices[0].seen.fault == FAULT_TIMEOUT ? 1u : 0u;
        play.moved += play.bay.is_anything_on ? 1u : 0u;
        play.lost += had_session && play.controller.session.host_id == 0 ? 1u : 0u;
    }
    printf("Nothing moved that may not in %" PRIu32 " random steps: "
           "%u with something on, %u links lost, %u refusals.\n",
           steps, play.moved, play.lost, play.refused);
    /* A play in which nothing happens proves nothing. */
    return play.moved == 0 || play.lost == 0 || play.refused == 0 || play.timeouts == 0;
}
