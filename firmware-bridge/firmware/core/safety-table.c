#include "safety-table.h"

#define LINK GATE(REFUSED_LINK_LOST)
#define ABSENT GATE(REFUSED_DEVICE_ABSENT)
#define OTHER GATE(REFUSED_NOT_SUPPORTED)
#define STOP GATE(REFUSED_EMERGENCY_STOP)
#define SWING GATE(REFUSED_PLAYER_SWINGING)
#define FAULT GATE(REFUSED_DEVICE_FAULT)
#define BUSY GATE(REFUSED_DEVICE_BUSY)
#define RANGE GATE(REFUSED_OUT_OF_RANGE)
#define EMPTY GATE(REFUSED_EMPTY)
#define CREDIT GATE(REFUSED_NO_CREDIT)
#define LIT GATE(REFUSED_EXPOSURE_LIMIT)

static const gate_set GATES[ACTIONS_END] = {
    [ACTION_TEE_HEIGHT] = LINK | ABSENT | OTHER | STOP | SWING | FAULT | BUSY | RANGE,
    [ACTION_TEE_BALL] = LINK | ABSENT | OTHER | STOP | SWING | FAULT | BUSY | EMPTY,
    [ACTION_DISPENSE] = LINK | ABSENT | OTHER | STOP | SWING | FAULT | BUSY | RANGE | EMPTY | CREDIT,
    [ACTION_ADD_CREDIT] = LINK | ABSENT | OTHER | RANGE,
    [ACTION_LIGHT_LEVEL] = LINK | ABSENT | OTHER | RANGE,
    [ACTION_STROBE_ON] = LINK | ABSENT | OTHER | STOP | FAULT | RANGE | LIT,
    [ACTION_STROBE_OFF] = LINK | ABSENT | OTHER,
    [ACTION_CAMERA_TRIGGER_ON] = LINK | ABSENT | OTHER | FAULT | RANGE | LIT,
    [ACTION_CAMERA_TRIGGER_OFF] = LINK | ABSENT | OTHER,
    [ACTION_CLEAR_FAULT] = LINK | ABSENT | OTHER | STOP | SWING | BUSY,
    [ACTION_MOTION_LOCK] = LINK,
    [ACTION_GO_SAFE] = LINK,
};

enum refusal_reason safety_refusal(enum safety_action action, gate_set shut)
{
    gate_set counted = GATES[action] & shut;
    for (unsigned reason = REFUSED_LINK_LOST; reason < REFUSALS_END; reason++) {
        if (counted & GATE(reason)) return (enum refusal_reason)reason;
    }
    return REFUSED_NOT;
}

enum refusal_reason safety_interruption(enum activity activity, bool is_link_lost, bool is_stop_pressed,
                                        bool is_motion_locked)
{
    static const gate_set SWITCHED_OFF_BY[ACTIVITIES_END] = {
        [ACTIVITY_TEE] = LINK | STOP | SWING,      [ACTIVITY_DISPENSER] = LINK | STOP | SWING,
        [ACTIVITY_CLEARING] = LINK | STOP | SWING, [ACTIVITY_STROBE] = LINK | STOP,
        [ACTIVITY_CAMERA_TRIGGER] = LINK,          [ACTIVITY_LIGHT] = LINK,
    };
    gate_set reasons = SWITCHED_OFF_BY[activity];
    if (is_link_lost && (reasons & LINK)) return REFUSED_LINK_LOST;
    if (is_stop_pressed && (reasons & STOP)) return REFUSED_EMERGENCY_STOP;
    if (is_motion_locked && (reasons & SWING)) return REFUSED_PLAYER_SWINGING;
    return REFUSED_NOT;
}
