/*
 * The bay's controller: line, safety and devices joined. It has no clock, pin or heap of its own: a board gives it the
 * bytes that came, the inputs and the time, and takes bytes and outputs.
 *
 * CONTRACT
 * - Time is in microseconds since power-on, never goes back, and stays below 2^53.
 * - `controller_step` is called at least every millisecond or so; what it is late by, stamps of polled inputs are
 *   uncertain by, and the safe state is late by.
 * - A board's watchdog bites well within 500 ms - LINK_LOST_AFTER_US, and every output is off in reset.
 */
#ifndef SWINGBAY_CONTROLLER_H
#define SWINGBAY_CONTROLLER_H

#include "ball-beam.h"
#include "bay-io.h"
#include "camera-trigger.h"
#include "dispenser.h"
#include "event-queue.h"
#include "frame-reader.h"
#include "safety-table.h"
#include "session.h"
#include "strobe.h"
#include "tee.h"

#define LIGHT_SAFE_LEVEL 3000u
#define LIGHT_LEVEL_MAX 10000u

/* Condition, fault and five values: what a `state` may say of one device. */
#define PICTURE_BYTES_MAX 32u

struct device_picture {
    enum device_condition condition;
    enum device_fault fault;
    uint8_t fields[PICTURE_BYTES_MAX];
    uint8_t fields_length;
    uint64_t at_us;
    uint16_t uncertainty_us;
};

struct device {
    enum device_kind kind;
    const char *id;
    enum device_fault fault;
    /* Since the link was lost or the host asked for it, until the next session or command. */
    bool is_safe;

    /* The command whose motion runs; host 0: none. */
    uint32_t motion_host;
    uint32_t motion_sequence;
    bool is_clearing;

    bool is_announced;
    bool is_told;
    uint64_t told_us;
    struct device_picture told;
    struct device_picture seen;
};

struct controller_config {
    /* At most DESCRIPTION_BYTES_MAX bytes. */
    const char *description;
    /* Bit n: there is a device of kind n. */
    uint32_t kinds;
    /* Random or counted up, so that no two starts have the same; not 0. */
    uint32_t boot_id;
};

struct controller {
    struct session session;
    struct frame_reader reader;
    struct event_queue events;
    const char *description;
    struct device devices[DEVICES_MAX];
    uint8_t device_count;
    struct tee tee;
    struct dispenser dispenser;
    struct camera_trigger trigger;
    struct strobe strobe;
    struct ball_beam beam;
    bool is_occupied;
    bool is_stop_pressed;
    bool is_motion_locked;
    uint8_t card[CARD_BYTES_MAX];
    uint8_t card_length;
    uint32_t other_version;
    uint32_t malformed;
    uint32_t unknown_type;
    /* Of the newest step. */
    struct bay_inputs inputs;
    struct bay_outputs outputs;
    uint64_t step_us;
    uint64_t step_before_us;
};

void controller_start(struct controller *controller, const struct controller_config *config,
                      const struct bay_inputs *inputs, uint64_t now_us);
void controller_receive(struct controller *controller, uint8_t byte, uint64_t now_us);
void controller_step(struct controller *controller, const struct bay_inputs *inputs, uint64_t now_us);

/* Within the core. */

/* Everything off and at rest; motions that ran have ended as refused for this reason. */
void controller_make_safe(struct controller *controller, uint64_t now_us);
struct device *controller_device_of(struct controller *controller, enum device_kind kind);
/* Ends the motion of a device, which is switched off already. */
void controller_end_motion(struct controller *controller, struct device *device, struct command_result result,
                           uint64_t now_us);

#endif
