import type { BayDevice, BayHardware } from '../../api/contract/realtime.ts';
import { counted, text } from '../locales/text.ts';

/** What the panel says of tee and dispenser, in the golfer's words; null where the bay has none. */
export interface TeeWords {
  readonly title: string;
  readonly height: string | null;
  readonly ball: 'there' | 'none' | 'unknown';
  /** How far the tee is out, 0–1. */
  readonly raised: number;
  readonly isMoving: boolean;
}

export interface DispenserWords {
  readonly stock: string | null;
  readonly credit: string | null;
  readonly isLow: boolean;
}

/** A tee that does not say how far it can be raised goes as high as a driver's. */
const HEIGHT_MM_MAX = 80;
/** As many balls as a golfer asks for at once. */
const LOW_STOCK = 20;

export function teeWords({ devices, link }: BayHardware): TeeWords | null {
  const tee = devices.find(({ kind }) => kind === 'tee');
  const beam = devices.find(({ kind }) => kind === 'ball-beam');
  if (tee === undefined && beam === undefined) return null;
  const isKnown = link === 'up' && isHeardOf(beam ?? tee);
  const lies = isKnown ? (beam?.isBallPresent ?? tee?.isBallPresent) : undefined;
  const isMoving = link === 'up' && tee?.condition === 'busy';
  const ball = lies === undefined ? 'unknown' : lies ? 'there' : 'none';
  const heightMm = link === 'up' ? tee?.heightMm : undefined;
  return {
    title: text(isMoving ? 'tee.moving' : `tee.ball.${ball}`),
    height: heightMm === undefined ? null : heightWords(Math.round(heightMm)),
    ball,
    raised: Math.min(1, Math.max(0, (heightMm ?? 0) / (tee?.heightMaxMm ?? HEIGHT_MM_MAX))),
    isMoving,
  };
}

export function dispenserWords({ devices, link }: BayHardware): DispenserWords | null {
  const dispenser = devices.find(({ kind }) => kind === 'dispenser');
  if (dispenser === undefined || link !== 'up') return null;
  const { stock, credit } = dispenser;
  if (stock === undefined && credit === undefined) return null;
  return {
    stock: stock === undefined ? null : countOf('dispenser.stock', stock),
    credit: credit === undefined ? null : countOf('dispenser.credit', credit),
    isLow: credit === 0 || (stock !== undefined && stock < LOW_STOCK),
  };
}

function heightWords(mm: number): string {
  return mm === 0 ? text('tee.height.down') : text('tee.height', { mm });
}

function countOf(key: 'dispenser.stock' | 'dispenser.credit', count: number): string {
  return count === 0 ? text(`${key}.none`) : counted(key, count);
}

function isHeardOf(device: BayDevice | undefined): boolean {
  return device !== undefined && device.condition !== 'unknown' && device.condition !== 'fault';
}
