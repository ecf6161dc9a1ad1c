#include "dispenser.h"

/* Shorter than a ball takes to leave, so that clearing gives none away. */
#define CLEARING_US 100000u

void dispenser_start(struct dispenser *dispenser, uint32_t balls, uint64_t now_us)
{
    dispenser->phase = DISPENSER_GIVING;
    dispenser->owed = balls;
    dispenser->ball_started_us = now_us;
}

void dispenser_start_clearing(struct dispenser *dispenser, uint64_t now_us)
{
    dispenser->phase = DISPENSER_CLEARING;
    dispenser->ball_started_us = now_us;
}

void dispenser_switch_off(struct dispenser *dispenser, struct bay_outputs *outputs)
{
    dispenser->phase = DISPENSER_RESTING;
    dispenser->owed = 0;
    outputs->dispenser_drive = false;
}

static void count_balls(struct dispenser *dispenser, const struct bay_inputs *inputs, uint64_t now_us)
{
    uint32_t left = inputs->dispenser_passed - dispenser->passed_before;
    dispenser->passed_before = inputs->dispenser_passed;
    dispenser->left_now = left;
    dispenser->dispensed += left;
    dispenser->credit -= left < dispenser->credit ? left : dispenser->credit;
    dispenser->owed -= left < dispenser->owed ? left : dispenser->owed;
    if (left > 0) dispenser->ball_started_us = now_us;
}

static struct motion end(struct dispenser *dispenser, struct bay_outputs *outputs, enum device_fault fault)
{
    dispenser_switch_off(dispenser, outputs);
    return (struct motion){fault == FAULT_NONE ? MOTION_DONE : MOTION_FAILED, fault};
}

struct motion dispenser_step(struct dispenser *dispenser, const struct bay_inputs *inputs, uint64_t now_us,
                             struct bay_outputs *outputs)
{
    count_balls(dispenser, inputs, now_us);
    if (dispenser->phase == DISPENSER_RESTING) return (struct motion){MOTION_RESTING, FAULT_NONE};
    if (outputs->dispenser_drive && inputs->dispenser_is_stalled) return end(dispenser, outputs, FAULT_JAM);

    uint64_t since_us = now_us - dispenser->ball_started_us;
    if (dispenser->phase == DISPENSER_CLEARING) {
        if (since_us >= CLEARING_US) return end(dispenser, outputs, FAULT_NONE);
    } else {
        if (dispenser->owed == 0) return end(dispenser, outputs, FAULT_NONE);
        if (since_us >= DISPENSER_BALL_TIMEOUT_US) {
            return end(dispenser, outputs, inputs->dispenser_stock == 0 ? FAULT_EMPTY : FAULT_TIMEOUT);
        }
    }
    outputs->dispenser_drive = true;
    return (struct motion){MOTION_RUNNING, FAULT_NONE};
}
