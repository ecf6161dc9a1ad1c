#include "tee.h"

#define CLOSE_ENOUGH_UM 250u

static void start(struct tee *tee, enum tee_phase phase, uint32_t target_um, uint64_t now_us)
{
    tee->phase = phase;
    tee->target_um = target_um;
    tee->started_us = now_us;
}

void tee_start_height(struct tee *tee, uint32_t height_um, uint64_t now_us)
{
    start(tee, TEE_TO_HEIGHT, height_um, now_us);
}

void tee_start_ball(struct tee *tee, uint32_t height_now_um, uint64_t now_us)
{
    start(tee, TEE_DOWN_FOR_BALL, height_now_um, now_us);
}

void tee_start_clearing(struct tee *tee, uint64_t now_us)
{
    start(tee, TEE_CLEARING, 0, now_us);
}

void tee_switch_off(struct tee *tee, struct bay_outputs *outputs)
{
    tee->phase = TEE_RESTING;
    outputs->tee_drive = 0;
    outputs->tee_gate_is_open = false;
}

/* Drives towards the height; true when it has been reached. */
static bool drive_to(uint32_t height_um, const struct bay_inputs *inputs, struct bay_outputs *outputs)
{
    uint32_t now_um = inputs->tee_height_um;
    bool is_above = now_um > height_um;
    uint32_t away_um = is_above ? now_um - height_um : height_um - now_um;
    if (away_um <= CLOSE_ENOUGH_UM) {
        outputs->tee_drive = 0;
        return true;
    }
    outputs->tee_drive = is_above ? -1 : 1;
    return false;
}

static struct motion end(struct tee *tee, struct bay_outputs *outputs, enum device_fault fault)
{
    tee_switch_off(tee, outputs);
    return (struct motion){fault == FAULT_NONE ? MOTION_DONE : MOTION_FAILED, fault};
}

struct motion tee_step(struct tee *tee, const struct bay_inputs *inputs, uint64_t now_us, struct bay_outputs *outputs)
{
    if (tee->phase == TEE_RESTING) return (struct motion){MOTION_RESTING, FAULT_NONE};
    if (outputs->tee_drive != 0 && inputs->tee_is_stalled) return end(tee, outputs, FAULT_JAM);
    if (now_us - tee->started_us >= TEE_MOTION_TIMEOUT_US) return end(tee, outputs, FAULT_TIMEOUT);

    switch (tee->phase) {
    case TEE_TO_HEIGHT:
    case TEE_UP_WITH_BALL:
    case TEE_CLEARING:
        if (drive_to(tee->target_um, inputs, outputs)) return end(tee, outputs, FAULT_NONE);
        break;
    case TEE_DOWN_FOR_BALL:
        if (drive_to(0, inputs, outputs)) tee->phase = TEE_TAKING_BALL;
        break;
    case TEE_TAKING_BALL:
        outputs->tee_gate_is_open = !inputs->tee_has_ball;
        if (inputs->tee_has_ball) tee->phase = TEE_UP_WITH_BALL;
        break;
    case TEE_RESTING: break;
    }
    return (struct motion){MOTION_RUNNING, FAULT_NONE};
}
