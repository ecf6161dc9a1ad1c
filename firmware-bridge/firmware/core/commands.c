#include "commands.h"

bool command_parse(const struct packet *packet, struct command *command)
{
    struct wire_reader in = {.bytes = packet->payload, .length = packet->length};
    *command = (struct command){.action = ACTION_GO_SAFE};
    if (packet->type < MOTION_LOCK) {
        command->device = (uint8_t)wire_take(&in, 1);
        if (command->device >= DEVICES_MAX) return false;
    }
    switch (packet->type) {
    case TEE_HEIGHT:
        command->action = ACTION_TEE_HEIGHT;
        command->height_um = (uint32_t)wire_take(&in, 4);
        break;
    case TEE_BALL: command->action = ACTION_TEE_BALL; break;
    case DISPENSE:
    case ADD_CREDIT:
        command->action = packet->type == DISPENSE ? ACTION_DISPENSE : ACTION_ADD_CREDIT;
        command->balls = (uint32_t)wire_take(&in, 2);
        break;
    case LIGHT_LEVEL:
        command->action = ACTION_LIGHT_LEVEL;
        command->level = (uint32_t)wire_take(&in, 2);
        break;
    case STROBE:
        command->is_on = wire_take_flag(&in);
        command->action = command->is_on ? ACTION_STROBE_ON : ACTION_STROBE_OFF;
        command->delay_us = (uint32_t)wire_take(&in, 4);
        command->exposure_us = (uint32_t)wire_take(&in, 4);
        break;
    case CAMERA_TRIGGER:
        command->is_on = wire_take_flag(&in);
        command->action = command->is_on ? ACTION_CAMERA_TRIGGER_ON : ACTION_CAMERA_TRIGGER_OFF;
        command->report_every = (uint32_t)wire_take(&in, 2);
        command->rate_milli_hz = (uint32_t)wire_take(&in, 4);
        command->phase_us = (uint32_t)wire_take(&in, 4);
        break;
    case CLEAR_FAULT: command->action = ACTION_CLEAR_FAULT; break;
    case MOTION_LOCK:
        command->action = ACTION_MOTION_LOCK;
        command->is_on = wire_take_flag(&in);
        break;
    default: break;
    }
    return wire_is_done(&in);
}

/* The kind that an action is for; 0: any. */
static unsigned kind_for(enum safety_action action)
{
    switch (action) {
    case ACTION_TEE_HEIGHT:
    case ACTION_TEE_BALL: return KIND_TEE;
    case ACTION_DISPENSE:
    case ACTION_ADD_CREDIT: return KIND_DISPENSER;
    case ACTION_LIGHT_LEVEL: return KIND_LIGHT;
    case ACTION_STROBE_ON:
    case ACTION_STROBE_OFF: return KIND_STROBE;
    case ACTION_CAMERA_TRIGGER_ON:
    case ACTION_CAMERA_TRIGGER_OFF: return KIND_CAMERA_TRIGGER;
    default: return 0;
    }
}

/* Whether something lies before or beyond what a period of the trigger holds. */
static bool reaches_beyond_period(uint32_t us, uint32_t rate_milli_hz)
{
    return (uint64_t)us * rate_milli_hz >= UINT64_C(1000000000);
}

static bool is_out_of_range(const struct controller *controller, const struct command *command)
{
    const struct camera_trigger *trigger = &controller->trigger;
    switch (command->action) {
    case ACTION_TEE_HEIGHT: return command->height_um > TEE_HEIGHT_MAX_UM;
    case ACTION_DISPENSE: return command->balls == 0 || command->balls > DISPENSER_BALLS_MAX;
    case ACTION_ADD_CREDIT:
        return command->balls == 0 || controller->dispenser.credit + command->balls > DISPENSER_CREDIT_MAX;
    case ACTION_LIGHT_LEVEL: return command->level > LIGHT_LEVEL_MAX;
    case ACTION_STROBE_ON:
        return command->delay_us > STROBE_DELAY_MAX_US || command->exposure_us == 0 ||
               command->exposure_us > STROBE_EXPOSURE_MAX_US ||
               (trigger->is_running && reaches_beyond_period(command->delay_us, trigger->rate_milli_hz));
    case ACTION_CAMERA_TRIGGER_ON:
        return command->rate_milli_hz < TRIGGER_RATE_MIN_MILLI_HZ ||
               command->rate_milli_hz > TRIGGER_RATE_MAX_MILLI_HZ ||
               reaches_beyond_period(command->phase_us, command->rate_milli_hz) ||
               (controller->strobe.is_running &&
                reaches_beyond_period(controller->strobe.delay_us, command->rate_milli_hz));
    default: return false;
    }
}

static bool is_beyond_exposure(const struct controller *controller, const struct command *command)
{
    if (command->action == ACTION_STROBE_ON) {
        return controller->trigger.is_running &&
               strobe_exceeds_duty(command->exposure_us, controller->trigger.rate_milli_hz);
    }
    return command->action == ACTION_CAMERA_TRIGGER_ON && controller->strobe.is_running &&
           strobe_exceeds_duty(controller->strobe.exposure_us, command->rate_milli_hz);
}

static bool is_empty(const struct controller *controller, const struct command *command, const struct device *device)
{
    if (device->fault == FAULT_EMPTY) return true;
    if (command->action == ACTION_DISPENSE) return controller->inputs.dispenser_stock < command->balls;
    return command->action == ACTION_TEE_BALL && !controller->inputs.tee_has_supply &&
           !controller->inputs.tee_has_ball;
}

gate_set command_gates(struct controller *controller, const struct command *command, bool is_link_lost)
{
    gate_set shut = 0;
    if (is_link_lost) shut |= GATE(REFUSED_LINK_LOST);
    if (controller->is_stop_pressed) shut |= GATE(REFUSED_EMERGENCY_STOP);
    if (controller->is_motion_locked) shut |= GATE(REFUSED_PLAYER_SWINGING);
    if (is_out_of_range(controller, command)) shut |= GATE(REFUSED_OUT_OF_RANGE);
    if (controller->dispenser.credit < command->balls) shut |= GATE(REFUSED_NO_CREDIT);
    if (is_beyond_exposure(controller, command)) shut |= GATE(REFUSED_EXPOSURE_LIMIT);
    if (command->device >= controller->device_count) return shut | GATE(REFUSED_DEVICE_ABSENT);

    const struct device *device = &controller->devices[command->device];
    unsigned kind = kind_for(command->action);
    if (kind != 0 && device->kind != kind) shut |= GATE(REFUSED_NOT_SUPPORTED);
    if (device->fault != FAULT_NONE && device->fault != FAULT_EMPTY) shut |= GATE(REFUSED_DEVICE_FAULT);
    if (device->motion_host != 0) shut |= GATE(REFUSED_DEVICE_BUSY);
    if (is_empty(controller, command, device)) shut |= GATE(REFUSED_EMPTY);
    return shut;
}

static const struct command_result DONE = {STATUS_DONE, 0};

static struct command_result begin_motion(struct device *device, const struct packet *packet, bool is_clearing)
{
    device->motion_host = packet->boot_id;
    device->motion_sequence = packet->sequence;
    device->is_clearing = is_clearing;
    return (struct command_result){STATUS_BEGUN, 0};
}

static struct command_result begin_clearing(struct controller *controller, struct device *device,
                                            const struct packet *packet, uint64_t now_us)
{
    bool is_at_rest = device->fault == FAULT_NONE || device->fault == FAULT_EMPTY;
    if (is_at_rest || (device->kind != KIND_TEE && device->kind != KIND_DISPENSER)) {
        device->fault = FAULT_NONE;
        return DONE;
    }
    if (device->kind == KIND_TEE) tee_start_clearing(&controller->tee, now_us);
    else dispenser_start_clearing(&controller->dispenser, now_us);
    return begin_motion(device, packet, true);
}

struct command_result command_begin(struct controller *controller, const struct command *command,
                                    const struct packet *packet, uint64_t now_us)
{
    /* Not read for the two that are no device's. */
    struct device *device = &controller->devices[command->device];
    if (command->action < ACTION_MOTION_LOCK) device->is_safe = false;
    switch (command->action) {
    case ACTION_TEE_HEIGHT:
        tee_start_height(&controller->tee, command->height_um, now_us);
        return begin_motion(device, packet, false);
    case ACTION_TEE_BALL:
        if (controller->inputs.tee_has_ball) return DONE;
        tee_start_ball(&controller->tee, controller->inputs.tee_height_um, now_us);
        return begin_motion(device, packet, false);
    case ACTION_DISPENSE:
        dispenser_start(&controller->dispenser, command->balls, now_us);
        return begin_motion(device, packet, false);
    case ACTION_CLEAR_FAULT: return begin_clearing(controller, device, packet, now_us);
    case ACTION_ADD_CREDIT: controller->dispenser.credit += command->balls; return DONE;
    case ACTION_LIGHT_LEVEL: controller->outputs.light_level = (uint16_t)command->level; return DONE;
    case ACTION_STROBE_ON:
        controller->strobe = (struct strobe){true, command->delay_us, command->exposure_us};
        return DONE;
    case ACTION_STROBE_OFF: controller->strobe.is_running = false; return DONE;
    case ACTION_CAMERA_TRIGGER_ON:
        camera_trigger_start(&controller->trigger, command->rate_milli_hz, command->phase_us, command->report_every,
                             now_us);
        return DONE;
    case ACTION_CAMERA_TRIGGER_OFF: camera_trigger_stop(&controller->trigger); return DONE;
    case ACTION_MOTION_LOCK: controller->is_motion_locked = command->is_on; return DONE;
    case ACTION_GO_SAFE: controller_make_safe(controller, now_us); return DONE;
    case ACTIONS_END: break;
    }
    return DONE;
}
