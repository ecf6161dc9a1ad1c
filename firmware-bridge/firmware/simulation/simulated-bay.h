/*
 * A bay's hardware as far as a controller can tell: motors take their time, balls leave, things jam. It is portable
 * and without heap too, so that the image for a microcontroller can be run whole in an emulator.
 */
#ifndef SWINGBAY_SIMULATED_BAY_H
#define SWINGBAY_SIMULATED_BAY_H

#include "../core/bay-io.h"

struct simulated_bay {
    struct bay_inputs inputs;
    uint64_t stepped_us;

    uint32_t chute;
    /* Something holds the tee: its drive stalls. */
    bool tee_is_jammed;
    /* The tee's drive turns and nothing moves, as with a slipped belt. */
    bool tee_is_slipping;
    uint64_t tee_stalled_us;
    uint64_t tee_gate_us;

    bool dispenser_is_jammed;
    bool dispenser_is_slipping;
    uint64_t dispenser_stalled_us;
    uint64_t dispenser_driven_us;

    /* When a ball is hit; 0: not to be. */
    uint64_t hit_at_us;
    bool was_hit;

    /* When the last drive or flash was switched off, and whether one is on. */
    uint64_t off_us;
    bool is_anything_on;
};

void simulated_bay_start(struct simulated_bay *bay, uint64_t now_us);
/* The bay goes on by itself up to now; its `inputs` are then what the controller's sensors see. */
void simulated_bay_step(struct simulated_bay *bay, const struct bay_outputs *outputs, uint64_t now_us);
/* A ball comes to lie on the tee, or leaves it, at this moment. */
void simulated_bay_set_ball(struct simulated_bay *bay, bool lies_there, uint64_t at_us);

#endif
