/**
 * Spin of a ball, said in two ways: total and axis, or back and side. Pure.
 *
 * A positive axis and a positive side spin both curve the ball to the right: side = total · sin(axis), back =
 * total · cos(axis). Senders give one pair or both, and a zero for the one they do not give.
 */
import type { BallFlight } from '../../device/ports/launch-monitor.port.ts';

export type Spin = Pick<BallFlight, 'spinRpm' | 'backSpinRpm' | 'sideSpinRpm' | 'spinAxisDeg'>;

export interface GivenSpin {
  /** Null where nothing was given; revolutions a minute. */
  readonly total: number | null;
  readonly back: number | null;
  readonly side: number | null;
  readonly axisDeg: number | null;
}

const RAD_PER_DEG = Math.PI / 180;

/**
 * Fills the pair that is missing. Where both are there and only their signs disagree, the axis is believed: it is what
 * the protocol demands, and simulators steer by it. No spin at all is not measured, and no axis without a total is.
 */
export function completeSpin({ total, back, side, axisDeg }: GivenSpin): Spin {
  if (total !== null && total !== 0) {
    // An axis of exactly zero beside a side spin was not measured.
    if (axisDeg === null || (axisDeg === 0 && side !== null && side !== 0)) {
      const fromPair = back === null || side === null ? null : Math.atan2(side, back) / RAD_PER_DEG;
      return { spinRpm: total, backSpinRpm: back, sideSpinRpm: side, spinAxisDeg: fromPair };
    }
    const sideOfAxis = total * Math.sin(axisDeg * RAD_PER_DEG);
    const isPairGiven = back !== null && side !== null && (back !== 0 || side !== 0);
    const isSideBelieved = isPairGiven && Math.sign(side) === Math.sign(sideOfAxis);
    return {
      spinRpm: total,
      backSpinRpm: isPairGiven && back !== 0 ? back : total * Math.cos(axisDeg * RAD_PER_DEG),
      sideSpinRpm: isSideBelieved ? side : sideOfAxis,
      spinAxisDeg: axisDeg,
    };
  }
  const isPairGiven = back !== null && (back !== 0 || (side ?? 0) !== 0);
  if (!isPairGiven) return { spinRpm: null, backSpinRpm: null, sideSpinRpm: null, spinAxisDeg: null };
  const axis = side === null ? axisDeg : Math.atan2(side, back) / RAD_PER_DEG;
  return {
    spinRpm: side === null ? null : Math.hypot(back, side),
    backSpinRpm: back,
    sideSpinRpm: side,
    spinAxisDeg: axis,
  };
}
