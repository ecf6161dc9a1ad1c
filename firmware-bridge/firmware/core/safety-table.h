/*
 * What may be done and what may run on: the tables of PROTOCOL.md, section 8, and nothing else. Twin of
 * protocol/safety-rules.ts; both are compared over every combination.
 */
#ifndef SWINGBAY_SAFETY_TABLE_H
#define SWINGBAY_SAFETY_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "vocabulary.h"

enum safety_action {
    ACTION_TEE_HEIGHT,
    ACTION_TEE_BALL,
    ACTION_DISPENSE,
    ACTION_ADD_CREDIT,
    ACTION_LIGHT_LEVEL,
    ACTION_STROBE_ON,
    ACTION_STROBE_OFF,
    ACTION_CAMERA_TRIGGER_ON,
    ACTION_CAMERA_TRIGGER_OFF,
    ACTION_CLEAR_FAULT,
    ACTION_MOTION_LOCK,
    ACTION_GO_SAFE,
    ACTIONS_END
};

/* A set of gates: bit n is reason n of `enum refusal_reason`. */
typedef uint16_t gate_set;
#define GATE(reason) ((gate_set)(1u << (reason)))

/* Of the shut gates that count for the action the first one; REFUSED_NOT where none does. */
enum refusal_reason safety_refusal(enum safety_action action, gate_set shut);

enum activity {
    ACTIVITY_TEE,
    ACTIVITY_DISPENSER,
    ACTIVITY_CLEARING,
    ACTIVITY_STROBE,
    ACTIVITY_CAMERA_TRIGGER,
    ACTIVITY_LIGHT,
    ACTIVITIES_END
};

/* Why what runs must be switched off now: REFUSED_LINK_LOST, _EMERGENCY_STOP, _PLAYER_SWINGING, or REFUSED_NOT. */
enum refusal_reason safety_interruption(enum activity activity, bool is_link_lost, bool is_stop_pressed,
                                        bool is_motion_locked);

#endif
