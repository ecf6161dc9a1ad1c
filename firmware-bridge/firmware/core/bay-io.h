/*
 * What a board gives to the core and gets from it, once a step. The core touches no pin, no timer and no interrupt; a
 * board layer copies these two to and from its hardware, and that is all that it knows of the bay.
 */
#ifndef SWINGBAY_BAY_IO_H
#define SWINGBAY_BAY_IO_H

#include <stdbool.h>
#include <stdint.h>

#include "limits.h"

struct bay_inputs {
    /* Of the ball's lower edge over the mat, by the tee's own sensor. */
    uint32_t tee_height_um;
    bool tee_has_ball;
    /* A ball waits in the tee's chute. */
    bool tee_has_supply;
    /* The drive draws current and does not turn. */
    bool tee_is_stalled;

    /* Balls seen at the exit since power-on; goes round at 2^32. */
    uint32_t dispenser_passed;
    uint32_t dispenser_stock;
    bool dispenser_is_stalled;

    /* The beam's last edge is stamped where it happens, by interrupt or capture: uncertain by BEAM_UNCERTAINTY_US. */
    bool beam_sees_ball;
    uint64_t beam_changed_us;

    bool is_occupied;
    bool is_stop_pressed;

    /* No card: length 0. */
    uint8_t card[CARD_BYTES_MAX];
    uint8_t card_length;
};

struct bay_outputs {
    /* -1 down, 0 off, 1 up. */
    int8_t tee_drive;
    /* Lets one ball out of the chute while the tee stands below. */
    bool tee_gate_is_open;
    bool dispenser_drive;
    /* In 1/10,000. */
    uint16_t light_level;

    /* Rising edges at index * 10^9 / rate + phase microseconds of the controller's clock, for every whole index. The
     * board makes them by a timer; the core counts and stamps by the same arithmetic. */
    bool trigger_is_running;
    uint32_t trigger_rate_milli_hz;
    uint32_t trigger_phase_us;

    /* One flash after each edge. The board ends it by a one-shot timer, so that no software error leaves it lit. */
    bool strobe_is_running;
    uint32_t strobe_delay_us;
    uint32_t strobe_exposure_us;
};

#endif
