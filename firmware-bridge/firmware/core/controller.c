#include "controller.h"

#include <string.h>

#include "commands.h"
#include "reports.h"

static const char *const IDS[KINDS_END] = {
    [KIND_TEE] = "tee",
    [KIND_DISPENSER] = "dispenser",
    [KIND_LIGHT] = "light",
    [KIND_STROBE] = "strobe",
    [KIND_CAMERA_TRIGGER] = "camera-trigger",
    [KIND_BALL_BEAM] = "ball-beam",
    [KIND_OCCUPANCY] = "occupancy",
    [KIND_CARD_READER] = "card-reader",
    [KIND_EMERGENCY_STOP] = "emergency-stop",
};

void controller_start(struct controller *controller, const struct controller_config *config,
                      const struct bay_inputs *inputs, uint64_t now_us)
{
    memset(controller, 0, sizeof *controller);
    session_start(&controller->session, config->boot_id);
    controller->description = config->description;
    for (unsigned kind = KIND_TEE; kind < KINDS_END; kind++) {
        if ((config->kinds & (1u << kind)) == 0) continue;
        struct device *device = &controller->devices[controller->device_count++];
        device->kind = (enum device_kind)kind;
        device->id = IDS[kind];
        device->is_safe = true;
    }
    controller->inputs = *inputs;
    controller->dispenser.passed_before = inputs->dispenser_passed;
    controller->beam.is_present = inputs->beam_sees_ball;
    controller->is_occupied = inputs->is_occupied;
    controller->is_stop_pressed = inputs->is_stop_pressed;
    controller->outputs.light_level = LIGHT_SAFE_LEVEL;
    controller->step_us = controller->step_before_us = now_us;
}

struct device *controller_device_of(struct controller *controller, enum device_kind kind)
{
    for (uint8_t at = 0; at < controller->device_count; at++) {
        if (controller->devices[at].kind == kind) return &controller->devices[at];
    }
    return NULL;
}

void controller_end_motion(struct controller *controller, struct device *device, struct command_result result,
                           uint64_t now_us)
{
    report_ended(controller, device, result, now_us);
    device->motion_host = 0;
}

static void switch_motion_off(struct controller *controller, const struct device *device)
{
    if (device->kind == KIND_TEE) tee_switch_off(&controller->tee, &controller->outputs);
    else dispenser_switch_off(&controller->dispenser, &controller->outputs);
}

static enum activity activity_of(const struct device *device)
{
    if (device->is_clearing) return ACTIVITY_CLEARING;
    return device->kind == KIND_TEE ? ACTIVITY_TEE : ACTIVITY_DISPENSER;
}

static void interrupt_what_may_not_run(struct controller *controller, bool is_link_lost, uint64_t now_us)
{
    bool is_stopped = controller->is_stop_pressed;
    bool is_locked = controller->is_motion_locked;
    for (uint8_t at = 0; at < controller->device_count; at++) {
        struct device *device = &controller->devices[at];
        if (device->motion_host == 0) continue;
        enum refusal_reason reason = safety_interruption(activity_of(device), is_link_lost, is_stopped, is_locked);
        if (reason == REFUSED_NOT) continue;
        switch_motion_off(controller, device);
        controller_end_motion(controller, device, (struct command_result){STATUS_REFUSED, reason}, now_us);
    }
    if (safety_interruption(ACTIVITY_STROBE, is_link_lost, is_stopped, is_locked)) {
        controller->strobe.is_running = false;
    }
    if (safety_interruption(ACTIVITY_CAMERA_TRIGGER, is_link_lost, is_stopped, is_locked)) {
        camera_trigger_stop(&controller->trigger);
    }
    if (safety_interruption(ACTIVITY_LIGHT, is_link_lost, is_stopped, is_locked)) {
        controller->outputs.light_level = LIGHT_SAFE_LEVEL;
    }
}

static void show_outputs(struct controller *controller)
{
    struct bay_outputs *outputs = &controller->outputs;
    outputs->trigger_is_running = controller->trigger.is_running;
    outputs->trigger_rate_milli_hz = controller->trigger.rate_milli_hz;
    outputs->trigger_phase_us = controller->trigger.phase_us;
    outputs->strobe_is_running = controller->strobe.is_running && controller->trigger.is_running;
    outputs->strobe_delay_us = controller->strobe.delay_us;
    outputs->strobe_exposure_us = controller->strobe.exposure_us;
}

void controller_make_safe(struct controller *controller, uint64_t now_us)
{
    interrupt_what_may_not_run(controller, true, now_us);
    for (uint8_t at = 0; at < controller->device_count; at++) controller->devices[at].is_safe = true;
    show_outputs(controller);
}

static void notice_end_of_session(struct controller *controller, uint64_t now_us)
{
    if (session_is_worn(&controller->session)) {
        uint32_t boot_id = controller->session.boot_id + 1;
        controller_make_safe(controller, now_us);
        session_start(&controller->session, boot_id == 0 ? 1 : boot_id);
        return;
    }
    if (!session_is_silent(&controller->session, now_us)) return;
    controller_make_safe(controller, now_us);
    session_close(&controller->session);
}

static void open_session(struct controller *controller, const struct packet *hello, uint64_t now_us)
{
    struct session *session = &controller->session;
    if (session->host_id != 0 && session->host_id != hello->boot_id) controller_make_safe(controller, now_us);
    if (session_open(session, hello->boot_id, now_us)) {
        controller->is_motion_locked = false;
        for (uint8_t at = 0; at < controller->device_count; at++) controller->devices[at].is_safe = false;
        reports_start_over(controller);
    }
    struct wire_writer out = {.length = 0};
    wire_put(&out, hello->boot_id, 4);
    wire_put(&out, PROTOCOL_VERSION, 1);
    wire_put(&out, PROTOCOL_VERSION, 1);
    wire_put(&out, controller->device_count, 1);
    wire_put(&out, 0, 1);
    wire_put(&out, LINK_LOST_AFTER_US / 1000, 2);
    wire_put_bytes(&out, (const uint8_t *)controller->description, strlen(controller->description));
    session_send(session, WELCOME, &out, now_us);
}

static void answer_heartbeat(struct controller *controller, const struct packet *heartbeat, uint64_t now_us)
{
    bool is_safe = true;
    for (uint8_t at = 0; at < controller->device_count; at++) is_safe = is_safe && controller->devices[at].is_safe;
    unsigned flags = (controller->is_motion_locked ? 1u : 0u) | (controller->is_stop_pressed ? 2u : 0u) |
                     (is_safe ? 4u : 0u);
    uint32_t dropped = controller->events.dropped;
    struct wire_writer out = {.length = 0};
    wire_put(&out, controller->session.host_id, 4);
    wire_put(&out, heartbeat->sent_us, 8);
    wire_put(&out, now_us, 8);
    wire_put(&out, flags, 1);
    wire_put(&out, reports_waiting(controller), 1);
    wire_put(&out, dropped > UINT16_MAX ? UINT16_MAX : dropped, 2);
    session_send(&controller->session, HEARTBEAT_REPLY, &out, now_us);
}

static void take_command(struct controller *controller, const struct packet *packet, uint64_t now_us)
{
    struct session *session = &controller->session;
    struct command command;
    if (packet->boot_id != session->known_host_id) return;
    if (session->host_id != 0 && session->host_id != packet->boot_id) return;
    if (!command_parse(packet, &command)) {
        controller->malformed++;
        return;
    }
    enum command_novelty novelty = session_judge(session, packet->sequence);
    if (novelty == COMMAND_STALE) return;
    if (novelty == COMMAND_NEW) {
        gate_set shut = command_gates(controller, &command, session->host_id == 0);
        enum refusal_reason reason = safety_refusal(command.action, shut);
        struct command_result answer = {STATUS_REFUSED, reason};
        if (reason == REFUSED_NOT) answer = command_begin(controller, &command, packet, now_us);
        session_remember(session, packet->sequence, answer);
        /* At once, not with the next step: the lock must hold when it is acknowledged. */
        interrupt_what_may_not_run(controller, session->host_id == 0, now_us);
        show_outputs(controller);
    }
    session_acknowledge(session, packet, session->answer, now_us);
}

static void take_packet(struct controller *controller, const struct packet *packet, uint64_t now_us)
{
    struct session *session = &controller->session;
    if (packet->boot_id == 0) return;
    bool is_hello = packet->type == HELLO;
    if (packet->version != PROTOCOL_VERSION && !is_hello) {
        controller->other_version++;
        return;
    }
    if (session->host_id != 0 && packet->boot_id == session->host_id) session->heard_us = now_us;

    bool is_hers = packet->boot_id == session->host_id;
    if (is_hello) {
        if (packet->length == 2) open_session(controller, packet, now_us);
        else controller->malformed++;
    } else if (packet->type == HEARTBEAT) {
        if (packet->length == 24) answer_heartbeat(controller, packet, now_us);
        else controller->malformed++;
    } else if (packet->type == ACK) {
        struct wire_reader in = {.bytes = packet->payload, .length = packet->length};
        uint32_t boot_id = (uint32_t)wire_take(&in, 4);
        uint32_t sequence = (uint32_t)wire_take(&in, 4);
        if (wire_take(&in, 2) != 0 || !wire_is_done(&in)) controller->malformed++;
        else if (is_hers) session_take_ack(session, boot_id, sequence);
    } else if (is_command(packet->type)) {
        take_command(controller, packet, now_us);
    } else {
        controller->unknown_type++;
    }
}

void controller_receive(struct controller *controller, uint8_t byte, uint64_t now_us)
{
    /* First, so that what comes after a long silence finds the session over. */
    notice_end_of_session(controller, now_us);
    if (frame_reader_take(&controller->reader, byte)) take_packet(controller, &controller->reader.packet, now_us);
}

static void notice_inputs(struct controller *controller, uint64_t now_us)
{
    const struct bay_inputs *inputs = &controller->inputs;
    uint64_t half_us = (now_us - controller->step_before_us + 1) / 2;
    uint64_t at_us = now_us - half_us;
    uint16_t uncertainty_us = half_us > UINT16_MAX ? UINT16_MAX : (uint16_t)half_us;

    if (inputs->is_stop_pressed != controller->is_stop_pressed) {
        controller->is_stop_pressed = inputs->is_stop_pressed;
        report_event(controller, KIND_EMERGENCY_STOP, inputs->is_stop_pressed ? STOP_PRESSED : STOP_RELEASED, at_us,
                     uncertainty_us);
    }
    if (ball_beam_step(&controller->beam, inputs->beam_sees_ball, inputs->beam_changed_us, now_us)) {
        report_event(controller, KIND_BALL_BEAM, controller->beam.is_present ? BALL_PRESENT : BALL_GONE,
                     inputs->beam_changed_us, BEAM_UNCERTAINTY_US);
    }
    if (inputs->is_occupied != controller->is_occupied) {
        controller->is_occupied = inputs->is_occupied;
        report_event(controller, KIND_OCCUPANCY, inputs->is_occupied ? OCCUPIED : VACANT, at_us, uncertainty_us);
    }
    bool is_other_card = inputs->card_length != controller->card_length ||
                         memcmp(inputs->card, controller->card, inputs->card_length) != 0;
    if (is_other_card) {
        controller->card_length = inputs->card_length;
        memcpy(controller->card, inputs->card, inputs->card_length);
        if (inputs->card_length > 0) report_event(controller, KIND_CARD_READER, CARD_SHOWN, at_us, uncertainty_us);
    }
}

static void take_motion(struct controller *controller, enum device_kind kind, struct motion motion, uint64_t now_us)
{
    struct device *device = controller_device_of(controller, kind);
    if (device == NULL || device->motion_host == 0) return;
    if (motion.progress == MOTION_DONE) {
        if (device->is_clearing) device->fault = FAULT_NONE;
        controller_end_motion(controller, device, (struct command_result){STATUS_DONE, 0}, now_us);
    } else if (motion.progress == MOTION_FAILED) {
        device->fault = motion.fault;
        controller_end_motion(controller, device, (struct command_result){STATUS_FAILED, motion.fault}, now_us);
    }
}

static void step_devices(struct controller *controller, uint64_t now_us)
{
    const struct bay_inputs *inputs = &controller->inputs;
    take_motion(controller, KIND_TEE, tee_step(&controller->tee, inputs, now_us, &controller->outputs), now_us);
    struct motion giving = dispenser_step(&controller->dispenser, inputs, now_us, &controller->outputs);
    uint64_t half_us = (now_us - controller->step_before_us + 1) / 2;
    for (uint32_t ball = 0; ball < controller->dispenser.left_now && ball < DISPENSER_BALLS_MAX; ball++) {
        report_event(controller, KIND_DISPENSER, BALL_DISPENSED, now_us - half_us,
                     half_us > UINT16_MAX ? UINT16_MAX : (uint16_t)half_us);
    }
    take_motion(controller, KIND_DISPENSER, giving, now_us);

    struct device *dispenser = controller_device_of(controller, KIND_DISPENSER);
    if (dispenser != NULL && dispenser->fault == FAULT_EMPTY && inputs->dispenser_stock > 0) {
        dispenser->fault = FAULT_NONE;
    }
}

static void tell_pulse(struct controller *controller, uint64_t now_us)
{
    struct trigger_report pulse = camera_trigger_step(&controller->trigger, now_us);
    const struct device *device = controller_device_of(controller, KIND_CAMERA_TRIGGER);
    if (!pulse.is_due || device == NULL || controller->session.host_id == 0) return;
    struct wire_writer out = {.length = 0};
    wire_put(&out, (uint64_t)(device - controller->devices), 1);
    wire_put(&out, 0, 1);
    wire_put(&out, TRIGGER_UNCERTAINTY_US, 2);
    wire_put(&out, pulse.at_us, 8);
    wire_put(&out, pulse.pulse, 4);
    session_send(&controller->session, PULSE, &out, now_us);
}

void controller_step(struct controller *controller, const struct bay_inputs *inputs, uint64_t now_us)
{
    controller->inputs = *inputs;
    controller->step_before_us = controller->step_us;
    controller->step_us = now_us;
    notice_end_of_session(controller, now_us);
    notice_inputs(controller, now_us);
    interrupt_what_may_not_run(controller, controller->session.host_id == 0, now_us);
    step_devices(controller, now_us);
    tell_pulse(controller, now_us);
    show_outputs(controller);
    reports_observe(controller);
    reports_send_next(controller, now_us);
}
