#include "simulated-bay.h"

#include <string.h>

#define TEE_UM_PER_MS 80u
/* The mechanical stop, a little above what the controller may ask for. */
#define TEE_STOP_UM 62000u
#define BALL_FALLS_US 150000u
#define BALL_TAKES_US 300000u
/* A motor that is held draws its stalling current soon after. */
#define STALL_SHOWS_US 20000u

void simulated_bay_start(struct simulated_bay *bay, uint64_t now_us)
{
    memset(bay, 0, sizeof *bay);
    bay->stepped_us = now_us;
    bay->chute = 100;
    bay->inputs.tee_has_supply = true;
    bay->inputs.dispenser_stock = 500;
}

void simulated_bay_set_ball(struct simulated_bay *bay, bool lies_there, uint64_t at_us)
{
    if (bay->inputs.tee_has_ball == lies_there) return;
    bay->inputs.tee_has_ball = lies_there;
    bay->inputs.beam_sees_ball = lies_there;
    bay->inputs.beam_changed_us = at_us;
}

static bool has_stalled(bool is_held, bool is_driven, uint64_t elapsed_us, uint64_t *stalled_us)
{
    *stalled_us = is_held && is_driven ? *stalled_us + elapsed_us : 0;
    return *stalled_us >= STALL_SHOWS_US;
}

static void step_tee(struct simulated_bay *bay, const struct bay_outputs *outputs, uint64_t elapsed_us)
{
    struct bay_inputs *inputs = &bay->inputs;
    bool is_driven = outputs->tee_drive != 0;
    inputs->tee_is_stalled = has_stalled(bay->tee_is_jammed, is_driven, elapsed_us, &bay->tee_stalled_us);
    if (is_driven && !bay->tee_is_jammed && !bay->tee_is_slipping) {
        uint64_t way_um = elapsed_us * TEE_UM_PER_MS / 1000;
        uint64_t left_um = outputs->tee_drive > 0 ? TEE_STOP_UM - inputs->tee_height_um : inputs->tee_height_um;
        uint32_t moved_um = (uint32_t)(way_um < left_um ? way_um : left_um);
        if (outputs->tee_drive > 0) inputs->tee_height_um += moved_um;
        else inputs->tee_height_um -= moved_um;
    }

    bay->tee_gate_us = outputs->tee_gate_is_open && bay->chute > 0 ? bay->tee_gate_us + elapsed_us : 0;
    if (bay->tee_gate_us >= BALL_FALLS_US && !inputs->tee_has_ball) {
        bay->chute--;
        bay->tee_gate_us = 0;
        simulated_bay_set_ball(bay, true, bay->stepped_us);
    }
    inputs->tee_has_supply = bay->chute > 0;
}

static void step_dispenser(struct simulated_bay *bay, const struct bay_outputs *outputs, uint64_t elapsed_us)
{
    struct bay_inputs *inputs = &bay->inputs;
    bool is_driven = outputs->dispenser_drive;
    inputs->dispenser_is_stalled =
        has_stalled(bay->dispenser_is_jammed, is_driven, elapsed_us, &bay->dispenser_stalled_us);
    bool carries = is_driven && !bay->dispenser_is_jammed && !bay->dispenser_is_slipping;
    bay->dispenser_driven_us = carries ? bay->dispenser_driven_us + elapsed_us : 0;
    if (bay->dispenser_driven_us < BALL_TAKES_US) return;
    bay->dispenser_driven_us = 0;
    if (inputs->dispenser_stock == 0) return;
    inputs->dispenser_stock--;
    inputs->dispenser_passed++;
}

void simulated_bay_step(struct simulated_bay *bay, const struct bay_outputs *outputs, uint64_t now_us)
{
    uint64_t elapsed_us = now_us - bay->stepped_us;
    bay->stepped_us = now_us;
    step_tee(bay, outputs, elapsed_us);
    step_dispenser(bay, outputs, elapsed_us);
    if (bay->hit_at_us != 0 && now_us >= bay->hit_at_us) {
        bay->was_hit = bay->inputs.tee_has_ball;
        simulated_bay_set_ball(bay, false, bay->hit_at_us);
        if (!bay->was_hit) bay->hit_at_us = 0;
    }
    bool is_on = outputs->tee_drive != 0 || outputs->dispenser_drive || outputs->strobe_is_running;
    if (bay->is_anything_on && !is_on) bay->off_us = now_us;
    bay->is_anything_on = is_on;
}
