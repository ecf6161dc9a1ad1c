/**
 * Every number of PROTOCOL.md that both sides keep. The controller's twin is `firmware/core/limits.h`; the conformance
 * suite holds a running controller to them.
 */

export const PROTOCOL_VERSION = 1;

/** 8N1. A controller behind native USB ignores it. */
export const BAUD_RATE = 115_200;

export const HEADER_BYTES = 20;
export const CRC_BYTES = 4;
/** So that one COBS block always holds a whole packet. */
export const PACKET_BYTES_MAX = 254;
export const PAYLOAD_BYTES_MAX = PACKET_BYTES_MAX - HEADER_BYTES - CRC_BYTES;
/** What stands between two zeros: the packet and its one COBS code byte. */
export const ENCODED_BYTES_MAX = PACKET_BYTES_MAX + 1;

/** The host asks, the controller answers: life sign and clock exchange in one. */
export const HEARTBEAT_MS = 100;
/** One that was not answered is followed by another after this time, so that a lossy line does not count as a lost one. */
export const HEARTBEAT_AGAIN_MS = 40;
/** Nothing valid for so long: the link is lost. Leaves 100 ms of the promised 500 for noticing and switching off. */
export const LINK_LOST_AFTER_MS = 400;
/** By its own clock a controller is in its safe state so long after the last valid packet, at the latest. */
export const SAFE_WITHIN_MS = 500;
export const HELLO_EVERY_MS = 200;

/** An unacknowledged packet is sent again after this time. */
export const RETRY_AFTER_MS = 40;
/** A command is sent at most so often; then it has failed and the link counts as lost. */
export const COMMAND_TRIES_MAX = 8;
/** Beyond a motion's own time-out, the time in which its end must have been heard. */
export const ENDED_MARGIN_MS = 1000;

/** Events that a controller keeps while nobody acknowledges; then the oldest unimportant one goes, counted. */
export const EVENTS_WAITING_MAX = 64;
export const DEVICES_MAX = 16;
export const DEVICE_ID_BYTES_MAX = 24;
export const CARD_BYTES_MAX = 32;
export const DESCRIPTION_BYTES_MAX = 64;
/** Pulses that are reported a second, at most; the counter tells of those between. */
export const PULSE_REPORTS_HZ_MAX = 50;
