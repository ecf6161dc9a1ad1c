/*
 * The ball dispenser: gives balls one after another, as long as there is credit and stock.
 *
 * INVARIANTS
 * - It is driven only while balls are owed or a jam is being cleared, and at most DISPENSER_BALL_TIMEOUT_US a ball.
 * - Every ball that leaves is counted, takes one credit, and is told, whoever caused it.
 */
#ifndef SWINGBAY_DISPENSER_H
#define SWINGBAY_DISPENSER_H

#include <stdint.h>

#include "bay-io.h"
#include "motion.h"

#define DISPENSER_BALL_TIMEOUT_US 1500000u
#define DISPENSER_BALLS_MAX 50u
#define DISPENSER_CREDIT_MAX 1000u

enum dispenser_phase { DISPENSER_RESTING, DISPENSER_GIVING, DISPENSER_CLEARING };

struct dispenser {
    enum dispenser_phase phase;
    uint32_t owed;
    uint32_t credit;
    uint32_t dispensed;
    uint32_t passed_before;
    uint64_t ball_started_us;
    /* Balls that left in the newest step. */
    uint32_t left_now;
};

void dispenser_start(struct dispenser *dispenser, uint32_t balls, uint64_t now_us);
/* Runs the drive shortly, which proves that it turns. */
void dispenser_start_clearing(struct dispenser *dispenser, uint64_t now_us);
void dispenser_switch_off(struct dispenser *dispenser, struct bay_outputs *outputs);
struct motion dispenser_step(struct dispenser *dispenser, const struct bay_inputs *inputs, uint64_t now_us,
                             struct bay_outputs *outputs);

#endif
