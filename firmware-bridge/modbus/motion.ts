/**
 * A motion behind a relay or a register, step by step. Pure: the time and what is read go in, what is to be written and
 * how it ended come out.
 *
 * INVARIANTS
 * - A relay that was closed is opened again in the same motion, after its pulse or at once when anything ends it.
 * - Every step has a deadline; a motion that meets none ends as a fault.
 * - A ball is given when it was counted; only where nothing counts balls, when the relay has opened again.
 */
import type { CommandOutcome, DeviceFault } from '../../device/ports/bay-hardware.port.ts';
import type { DispenserConfig, TeeConfig } from './modbus.config.ts';

export type Write =
  | { readonly to: 'coil'; readonly unit: number; readonly address: number; readonly value: boolean }
  | { readonly to: 'register'; readonly unit: number; readonly address: number; readonly value: number };

/** What a motion must know of its device at each step. */
export interface MotionSense {
  readonly nowMs: number;
  /** Balls counted since the device was first read; null where nothing counts. */
  readonly counted: number | null;
  readonly isRelayClosed: boolean | null;
  readonly isBallPresent: boolean | null;
  readonly heightMm: number | null;
  readonly fault: DeviceFault | null;
}

export type Motion =
  | {
      readonly type: 'dispense';
      readonly device: DispenserConfig;
      readonly ballsLeft: number;
      readonly phase: 'begin' | 'pulse' | 'ball' | 'pause';
      readonly untilMs: number;
      readonly countedBefore: number | null;
    }
  | {
      readonly type: 'tee-ball';
      readonly device: TeeConfig;
      readonly phase: 'begin' | 'pulse' | 'ball';
      readonly untilMs: number;
    }
  | {
      readonly type: 'tee-height';
      readonly device: TeeConfig;
      readonly heightMm: number;
      readonly phase: 'begin' | 'moving';
      readonly untilMs: number;
    };

export interface MotionStep {
  /** Null when it has ended. */
  readonly motion: Motion | null;
  readonly writes: readonly Write[];
  readonly outcome: CommandOutcome | null;
  /** What the device has from now on; null for none. */
  readonly fault: DeviceFault | null;
  /** Balls that count as given because their pulse is over, where nothing counts balls. */
  readonly pulsed: number;
}

/** A drive may come to rest so far from where it was sent, in counts of its register. */
const HEIGHT_COUNTS_OFF = 1;

export function stepMotion(motion: Motion, sense: MotionSense): MotionStep {
  if (sense.fault !== null) return failed(motion, sense.fault);
  switch (motion.type) {
    case 'dispense':
      return stepDispense(motion, sense);
    case 'tee-ball':
      return stepTeeBall(motion, sense);
    case 'tee-height':
      return stepTeeHeight(motion, sense);
  }
}

/** What must be written so that nothing moves on, whatever the motion was doing. */
export function stopWrites(motion: Motion, heightMm: number | null): Write[] {
  const relay = relayOf(motion);
  if (relay !== null) return [{ to: 'coil', ...relay, value: false }];
  // A drive that is told to go where it is stands still.
  const height = motion.type === 'tee-height' ? motion.device.height : null;
  return height == null || heightMm === null
    ? []
    : [{ to: 'register', ...height.target, value: Math.round(heightMm / height.mmPerCount) }];
}

function stepDispense(motion: Extract<Motion, { type: 'dispense' }>, sense: MotionSense): MotionStep {
  const { device, phase, ballsLeft } = motion;
  const { nowMs, counted } = sense;
  const isOver = nowMs >= motion.untilMs;
  switch (phase) {
    case 'begin':
      return onward({ ...motion, phase: 'pulse', untilMs: nowMs + device.pulseMs, countedBefore: counted }, [
        { to: 'coil', ...device.pulse, value: true },
      ]);
    case 'pulse':
      if (!isOver) return onward(motion);
      return onward({ ...motion, phase: 'ball', untilMs: nowMs + device.ballMsMax }, [
        { to: 'coil', ...device.pulse, value: false },
      ]);
    case 'ball': {
      const isGiven = counted === null ? sense.isRelayClosed === false : counted > (motion.countedBefore ?? 0);
      if (!isGiven) return isOver ? failed(motion, 'timeout') : onward(motion);
      const pulsed = counted === null ? 1 : 0;
      if (ballsLeft === 1) return { ...ended({ status: 'done' }), pulsed };
      return {
        ...onward({ ...motion, ballsLeft: ballsLeft - 1, phase: 'pause', untilMs: nowMs + device.pauseMs }),
        pulsed,
      };
    }
    case 'pause':
      return onward(isOver ? { ...motion, phase: 'begin' } : motion);
  }
}

function stepTeeBall(motion: Extract<Motion, { type: 'tee-ball' }>, sense: MotionSense): MotionStep {
  const { device, phase } = motion;
  const { nowMs } = sense;
  const isOver = nowMs >= motion.untilMs;
  if (device.ball === null) return ended({ status: 'refused', reason: 'not-supported' });
  switch (phase) {
    case 'begin':
      if (sense.isBallPresent === true) return ended({ status: 'done' });
      return onward({ ...motion, phase: 'pulse', untilMs: nowMs + device.ball.pulseMs }, [
        { to: 'coil', ...device.ball.pulse, value: true },
      ]);
    case 'pulse':
      if (!isOver) return onward(motion);
      return onward({ ...motion, phase: 'ball', untilMs: nowMs + device.motionMsMax }, [
        { to: 'coil', ...device.ball.pulse, value: false },
      ]);
    case 'ball': {
      const isThere = sense.isBallPresent ?? sense.isRelayClosed === false;
      if (isThere) return ended({ status: 'done' });
      return isOver ? failed(motion, 'timeout') : onward(motion);
    }
  }
}

function stepTeeHeight(motion: Extract<Motion, { type: 'tee-height' }>, sense: MotionSense): MotionStep {
  const { height, motionMsMax } = motion.device;
  if (height === null) return ended({ status: 'refused', reason: 'not-supported' });
  if (motion.phase === 'begin') {
    const value = Math.round(motion.heightMm / height.mmPerCount);
    return onward({ ...motion, phase: 'moving', untilMs: sense.nowMs + motionMsMax }, [
      { to: 'register', ...height.target, value },
    ]);
  }
  const offMm = sense.heightMm === null ? Number.POSITIVE_INFINITY : Math.abs(sense.heightMm - motion.heightMm);
  if (offMm <= HEIGHT_COUNTS_OFF * height.mmPerCount) return ended({ status: 'done' });
  if (sense.nowMs < motion.untilMs) return onward(motion);
  return { ...failed(motion, 'timeout'), writes: stopWrites(motion, sense.heightMm) };
}

function relayOf(motion: Motion): { unit: number; address: number } | null {
  if (motion.type === 'dispense') return motion.device.pulse;
  return motion.type === 'tee-ball' ? (motion.device.ball?.pulse ?? null) : null;
}

function onward(motion: Motion, writes: readonly Write[] = []): MotionStep {
  return { motion, writes, outcome: null, fault: null, pulsed: 0 };
}

function ended(outcome: CommandOutcome): MotionStep {
  return { motion: null, writes: [], outcome, fault: null, pulsed: 0 };
}

function failed(motion: Motion, fault: DeviceFault): MotionStep {
  return { motion: null, writes: stopWrites(motion, null), outcome: { status: 'failed', fault }, fault, pulsed: 0 };
}
