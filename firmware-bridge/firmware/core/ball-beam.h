/*
 * The beam across the tee. A ball is gone with the first edge, since that is the impact; it is present only when it
 * has lain still for BEAM_SETTLED_US, and then since the edge before that.
 */
#ifndef SWINGBAY_BALL_BEAM_H
#define SWINGBAY_BALL_BEAM_H

#include <stdbool.h>
#include <stdint.h>

#define BEAM_SETTLED_US 50000u
#define BEAM_UNCERTAINTY_US 5u

struct ball_beam {
    bool is_present;
};

/* Whether the step changed `is_present`; the moment is the beam's last edge. */
static inline bool ball_beam_step(struct ball_beam *beam, bool sees_ball, uint64_t changed_us, uint64_t now_us)
{
    if (sees_ball == beam->is_present) return false;
    if (sees_ball && now_us - changed_us < BEAM_SETTLED_US) return false;
    beam->is_present = sees_ball;
    return true;
}

#endif
