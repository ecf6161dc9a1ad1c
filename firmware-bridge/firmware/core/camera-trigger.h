/*
 * The cameras' trigger: edges on a grid of the controller's own clock, so that their moments are known by arithmetic.
 * Edge n lies at n * 10^9 / rate + phase microseconds, rounded down.
 */
#ifndef SWINGBAY_CAMERA_TRIGGER_H
#define SWINGBAY_CAMERA_TRIGGER_H

#include <stdbool.h>
#include <stdint.h>

#define TRIGGER_RATE_MIN_MILLI_HZ 1000u
#define TRIGGER_RATE_MAX_MILLI_HZ 500000u
#define TRIGGER_UNCERTAINTY_US 1u

struct camera_trigger {
    bool is_running;
    uint32_t rate_milli_hz;
    uint32_t phase_us;
    uint32_t report_every;
    /* Edges since the controller started. */
    uint32_t pulses;
    /* Index on the grid of the edge that comes next. */
    uint64_t next_index;
};

struct trigger_report {
    bool is_due;
    uint32_t pulse;
    uint64_t at_us;
};

/* Sets it anew where it runs. The rate must be within limits, the phase within a period; `report_every` 0: as often as
 * the protocol allows. */
void camera_trigger_start(struct camera_trigger *trigger, uint32_t rate_milli_hz, uint32_t phase_us,
                          uint32_t report_every, uint64_t now_us);
void camera_trigger_stop(struct camera_trigger *trigger);
/* Counts the edges up to now; of those that are to be reported, the newest. */
struct trigger_report camera_trigger_step(struct camera_trigger *trigger, uint64_t now_us);

#endif
