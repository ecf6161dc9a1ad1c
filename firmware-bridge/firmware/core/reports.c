#include "reports.h"

#include <string.h>

static enum device_condition condition_of(const struct controller *controller, const struct device *device)
{
    bool is_stopped = controller->is_stop_pressed &&
                      (device->kind == KIND_TEE || device->kind == KIND_DISPENSER || device->kind == KIND_STROBE);
    if (device->fault != FAULT_NONE) return CONDITION_FAULT;
    if (device->motion_host != 0) return CONDITION_BUSY;
    return device->is_safe || is_stopped ? CONDITION_SAFE : CONDITION_READY;
}

static void put_values(const struct controller *controller, enum device_kind kind, struct wire_writer *out)
{
    switch (kind) {
    case KIND_TEE:
        wire_put_field(out, FIELD_HEIGHT_UM, controller->inputs.tee_height_um);
        wire_put_field(out, FIELD_BALL_PRESENT, controller->inputs.tee_has_ball);
        break;
    case KIND_DISPENSER:
        wire_put_field(out, FIELD_DISPENSED, controller->dispenser.dispensed);
        wire_put_field(out, FIELD_CREDIT, controller->dispenser.credit);
        wire_put_field(out, FIELD_STOCK, controller->inputs.dispenser_stock);
        break;
    case KIND_LIGHT: wire_put_field(out, FIELD_LEVEL, controller->outputs.light_level); break;
    case KIND_STROBE:
        wire_put_field(out, FIELD_RUNNING, controller->strobe.is_running);
        wire_put_field(out, FIELD_EXPOSURE_US, controller->strobe.exposure_us);
        break;
    case KIND_CAMERA_TRIGGER:
        wire_put_field(out, FIELD_RUNNING, controller->trigger.is_running);
        wire_put_field(out, FIELD_RATE_MILLI_HZ, controller->trigger.rate_milli_hz);
        wire_put_field(out, FIELD_PULSES, controller->trigger.pulses);
        break;
    case KIND_BALL_BEAM: wire_put_field(out, FIELD_BALL_PRESENT, controller->beam.is_present); break;
    case KIND_OCCUPANCY: wire_put_field(out, FIELD_OCCUPIED, controller->is_occupied); break;
    case KIND_EMERGENCY_STOP: wire_put_field(out, FIELD_PRESSED, controller->is_stop_pressed); break;
    case KIND_CARD_READER:
    case KINDS_END: break;
    }
}

static void put_limits(enum device_kind kind, struct wire_writer *out)
{
    switch (kind) {
    case KIND_TEE:
        wire_put_field(out, LIMIT_MOTION_TIMEOUT_MS, TEE_MOTION_TIMEOUT_US / 1000);
        wire_put_field(out, LIMIT_HEIGHT_UM, TEE_HEIGHT_MAX_UM);
        break;
    case KIND_DISPENSER:
        wire_put_field(out, LIMIT_MOTION_TIMEOUT_MS, DISPENSER_BALL_TIMEOUT_US / 1000);
        wire_put_field(out, LIMIT_BALLS, DISPENSER_BALLS_MAX);
        wire_put_field(out, LIMIT_CREDIT, DISPENSER_CREDIT_MAX);
        break;
    case KIND_LIGHT: wire_put_field(out, LIMIT_SAFE_LEVEL, LIGHT_SAFE_LEVEL); break;
    case KIND_STROBE:
        wire_put_field(out, LIMIT_EXPOSURE_US, STROBE_EXPOSURE_MAX_US);
        wire_put_field(out, LIMIT_DUTY, STROBE_DUTY_MAX);
        wire_put_field(out, LIMIT_DELAY_US, STROBE_DELAY_MAX_US);
        break;
    case KIND_CAMERA_TRIGGER:
        wire_put_field(out, LIMIT_RATE_MIN_MILLI_HZ, TRIGGER_RATE_MIN_MILLI_HZ);
        wire_put_field(out, LIMIT_RATE_MAX_MILLI_HZ, TRIGGER_RATE_MAX_MILLI_HZ);
        wire_put_field(out, LIMIT_STAMP_UNCERTAINTY_US, TRIGGER_UNCERTAINTY_US);
        break;
    case KIND_BALL_BEAM: wire_put_field(out, LIMIT_STAMP_UNCERTAINTY_US, BEAM_UNCERTAINTY_US); break;
    case KIND_OCCUPANCY:
    case KIND_CARD_READER:
    case KIND_EMERGENCY_STOP:
    case KINDS_END: break;
    }
}

void reports_start_over(struct controller *controller)
{
    event_queue_forget_ended(&controller->events);
    for (uint8_t at = 0; at < controller->device_count; at++) {
        controller->devices[at].is_announced = false;
        controller->devices[at].is_told = false;
    }
}

void report_event(struct controller *controller, enum device_kind kind, enum bay_event event, uint64_t at_us,
                  uint16_t uncertainty_us)
{
    const struct device *device = controller_device_of(controller, kind);
    if (device == NULL) return;
    struct wire_writer out = {.length = 0};
    wire_put(&out, (uint64_t)(device - controller->devices), 1);
    wire_put(&out, event, 1);
    wire_put(&out, uncertainty_us, 2);
    wire_put(&out, at_us, 8);
    if (event == CARD_SHOWN) wire_put_bytes(&out, controller->card, controller->card_length);

    bool is_important = event != BALL_PRESENT && event != OCCUPIED && event != VACANT && event != CARD_SHOWN;
    struct queued_report report = {.type = EVENT, .is_important = is_important, .length = (uint8_t)out.length};
    memcpy(report.payload, out.bytes, out.length);
    event_queue_push(&controller->events, &report);
}

void report_ended(struct controller *controller, const struct device *device, struct command_result result,
                  uint64_t now_us)
{
    struct wire_writer out = {.length = 0};
    wire_put(&out, device->motion_host, 4);
    wire_put(&out, device->motion_sequence, 4);
    wire_put(&out, result.status, 1);
    wire_put(&out, result.detail, 1);
    wire_put(&out, now_us, 8);
    struct queued_report report = {.type = ENDED, .is_important = true, .length = (uint8_t)out.length};
    memcpy(report.payload, out.bytes, out.length);
    event_queue_push(&controller->events, &report);
}

static bool is_graver(const struct device_picture *one, const struct device_picture *other)
{
    return one->condition != other->condition || one->fault != other->fault;
}

static bool is_alike(const struct device_picture *one, const struct device_picture *other)
{
    return !is_graver(one, other) && one->fields_length == other->fields_length &&
           memcmp(one->fields, other->fields, one->fields_length) == 0;
}

void reports_observe(struct controller *controller)
{
    uint64_t half_us = (controller->step_us - controller->step_before_us + 1) / 2;
    for (uint8_t at = 0; at < controller->device_count; at++) {
        struct device *device = &controller->devices[at];
        struct wire_writer fields = {.length = 0};
        put_values(controller, device->kind, &fields);
        struct device_picture now = {.condition = condition_of(controller, device),
                                     .fault = device->fault,
                                     .fields_length = (uint8_t)fields.length,
                                     .at_us = controller->step_us - half_us,
                                     .uncertainty_us = half_us > UINT16_MAX ? UINT16_MAX : (uint16_t)half_us};
        memcpy(now.fields, fields.bytes, fields.length);
        if (!is_alike(&now, &device->seen)) device->seen = now;
    }
}

static void announce(struct controller *controller, struct device *device, uint64_t now_us)
{
    struct wire_writer out = {.length = 0};
    size_t length = strlen(device->id);
    wire_put(&out, (uint64_t)(device - controller->devices), 1);
    wire_put(&out, device->kind, 1);
    wire_put(&out, length, 1);
    wire_put_bytes(&out, (const uint8_t *)device->id, length);
    put_limits(device->kind, &out);
    device->is_announced = true;
    session_report(&controller->session, ANNOUNCE, &out, now_us);
}

static void tell_state(struct controller *controller, struct device *device, uint64_t now_us)
{
    struct wire_writer out = {.length = 0};
    wire_put(&out, (uint64_t)(device - controller->devices), 1);
    wire_put(&out, device->seen.condition, 1);
    wire_put(&out, device->seen.uncertainty_us, 2);
    wire_put(&out, device->seen.at_us, 8);
    wire_put(&out, device->seen.fault, 1);
    wire_put_bytes(&out, device->seen.fields, device->seen.fields_length);
    device->told = device->seen;
    device->told_us = now_us;
    device->is_told = true;
    session_report(&controller->session, STATE, &out, now_us);
}

static bool is_state_due(const struct device *device, uint64_t now_us)
{
    if (!device->is_told || is_graver(&device->seen, &device->told)) return true;
    return !is_alike(&device->seen, &device->told) && now_us - device->told_us >= STATE_EVERY_US;
}

void reports_send_next(struct controller *controller, uint64_t now_us)
{
    struct session *session = &controller->session;
    if (session->host_id == 0) return;
    if (session->is_waiting) {
        session_repeat(session, now_us);
        return;
    }
    for (uint8_t at = 0; at < controller->device_count; at++) {
        if (controller->devices[at].is_announced) continue;
        announce(controller, &controller->devices[at], now_us);
        return;
    }
    struct queued_report report;
    if (event_queue_pop(&controller->events, &report)) {
        struct wire_writer out = {.length = report.length};
        memcpy(out.bytes, report.payload, report.length);
        session_report(session, (enum message_type)report.type, &out, now_us);
        return;
    }
    for (uint8_t at = 0; at < controller->device_count; at++) {
        if (!is_state_due(&controller->devices[at], now_us)) continue;
        tell_state(controller, &controller->devices[at], now_us);
        return;
    }
}

uint8_t reports_waiting(const struct controller *controller)
{
    unsigned waiting = controller->events.count + (controller->session.is_waiting ? 1u : 0u);
    for (uint8_t at = 0; at < controller->device_count; at++) {
        const struct device *device = &controller->devices[at];
        if (!device->is_announced) waiting++;
        if (!device->is_told || !is_alike(&device->seen, &device->told)) waiting++;
    }
    return waiting > UINT8_MAX ? UINT8_MAX : (uint8_t)waiting;
}
