/* The numbers of PROTOCOL.md, section 7: types, kinds, faults, reasons, conditions, events, fields. */
#ifndef SWINGBAY_VOCABULARY_H
#define SWINGBAY_VOCABULARY_H

enum message_type {
    HELLO = 0x01,
    WELCOME = 0x02,
    HEARTBEAT = 0x03,
    HEARTBEAT_REPLY = 0x04,
    ACK = 0x05,
    TEE_HEIGHT = 0x10,
    TEE_BALL = 0x11,
    DISPENSE = 0x12,
    ADD_CREDIT = 0x13,
    LIGHT_LEVEL = 0x14,
    STROBE = 0x15,
    CAMERA_TRIGGER = 0x16,
    CLEAR_FAULT = 0x17,
    MOTION_LOCK = 0x18,
    GO_SAFE = 0x19,
    ANNOUNCE = 0x20,
    STATE = 0x21,
    EVENT = 0x22,
    ENDED = 0x23,
    PULSE = 0x30
};

enum device_kind {
    KIND_TEE = 1,
    KIND_DISPENSER,
    KIND_LIGHT,
    KIND_STROBE,
    KIND_CAMERA_TRIGGER,
    KIND_BALL_BEAM,
    KIND_OCCUPANCY,
    KIND_CARD_READER,
    KIND_EMERGENCY_STOP,
    KINDS_END
};

enum device_fault { FAULT_NONE, FAULT_JAM, FAULT_EMPTY, FAULT_TIMEOUT, FAULT_SENSOR, FAULT_OVERHEAT, FAULT_UNKNOWN };

/* In the order in which they are asked. */
enum refusal_reason {
    REFUSED_NOT,
    REFUSED_LINK_LOST,
    REFUSED_DEVICE_ABSENT,
    REFUSED_NOT_SUPPORTED,
    REFUSED_EMERGENCY_STOP,
    REFUSED_PLAYER_SWINGING,
    REFUSED_DEVICE_FAULT,
    REFUSED_DEVICE_BUSY,
    REFUSED_OUT_OF_RANGE,
    REFUSED_EMPTY,
    REFUSED_NO_CREDIT,
    REFUSED_EXPOSURE_LIMIT,
    REFUSALS_END
};

enum device_condition { CONDITION_READY, CONDITION_BUSY, CONDITION_FAULT, CONDITION_SAFE };

enum bay_event {
    BALL_PRESENT = 1,
    BALL_GONE,
    OCCUPIED,
    VACANT,
    CARD_SHOWN,
    STOP_PRESSED,
    STOP_RELEASED,
    BALL_DISPENSED
};

enum field_tag {
    FIELD_HEIGHT_UM = 0x01,
    FIELD_BALL_PRESENT = 0x02,
    FIELD_DISPENSED = 0x03,
    FIELD_CREDIT = 0x04,
    FIELD_STOCK = 0x05,
    FIELD_LEVEL = 0x06,
    FIELD_RUNNING = 0x07,
    FIELD_RATE_MILLI_HZ = 0x08,
    FIELD_EXPOSURE_US = 0x09,
    FIELD_PULSES = 0x0a,
    FIELD_OCCUPIED = 0x0b,
    FIELD_PRESSED = 0x0c,
    LIMIT_MOTION_TIMEOUT_MS = 0x40,
    LIMIT_HEIGHT_UM = 0x41,
    LIMIT_BALLS = 0x42,
    LIMIT_RATE_MIN_MILLI_HZ = 0x43,
    LIMIT_RATE_MAX_MILLI_HZ = 0x44,
    LIMIT_EXPOSURE_US = 0x45,
    LIMIT_DUTY = 0x46,
    LIMIT_DELAY_US = 0x47,
    LIMIT_CREDIT = 0x48,
    LIMIT_SAFE_LEVEL = 0x49,
    LIMIT_STAMP_UNCERTAINTY_US = 0x4a
};

enum command_status { STATUS_DONE, STATUS_BEGUN, STATUS_REFUSED, STATUS_FAILED };

/* How a command went; `detail` is a reason of refusal or a fault. */
struct command_result {
    enum command_status status;
    unsigned detail;
};

#endif
