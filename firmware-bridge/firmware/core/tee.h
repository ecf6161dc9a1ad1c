/*
 * The auto-tee: stands at a height, and goes down to take a ball and back up.
 *
 * INVARIANTS
 * - It is driven only within a motion, and a motion lasts at most TEE_MOTION_TIMEOUT_US.
 * - It is never driven beyond 0 or TEE_HEIGHT_MAX_UM, nor for one more step once it has stalled.
 */
#ifndef SWINGBAY_TEE_H
#define SWINGBAY_TEE_H

#include <stdint.h>

#include "bay-io.h"
#include "motion.h"

#define TEE_HEIGHT_MAX_UM 60000u
#define TEE_MOTION_TIMEOUT_US 2500000u

enum tee_phase { TEE_RESTING, TEE_TO_HEIGHT, TEE_DOWN_FOR_BALL, TEE_TAKING_BALL, TEE_UP_WITH_BALL, TEE_CLEARING };

struct tee {
    enum tee_phase phase;
    uint32_t target_um;
    uint64_t started_us;
};

/* The height must be within the limit. */
void tee_start_height(struct tee *tee, uint32_t height_um, uint64_t now_us);
void tee_start_ball(struct tee *tee, uint32_t height_now_um, uint64_t now_us);
/* Goes down to the end, which proves that nothing holds it. */
void tee_start_clearing(struct tee *tee, uint64_t now_us);
void tee_switch_off(struct tee *tee, struct bay_outputs *outputs);
struct motion tee_step(struct tee *tee, const struct bay_inputs *inputs, uint64_t now_us, struct bay_outputs *outputs);

#endif
