import { EVENT_NAMES, type EventName } from '../../api/contract/report.ts';
import type { ShapeKind } from '../drawing/drawing-state.ts';

/**
 * What a key means while the stage has the focus, and only then: single letters must not act while somebody writes.
 * Pure.
 */
export type StageOrder =
  | { readonly order: 'play-or-pause' }
  | { readonly order: 'step'; readonly frames: number }
  | { readonly order: 'event'; readonly event: EventName }
  | { readonly order: 'skeleton' }
  | { readonly order: 'draw'; readonly kind: ShapeKind }
  | { readonly order: 'undo' }
  | { readonly order: 'redo' };

export interface Pressed {
  readonly key: string;
  readonly isShift: boolean;
  /** Control, or Command on a Mac. */
  readonly isCommand: boolean;
  readonly isAlt: boolean;
  /** Where the key was pressed: a button takes Space, a slider takes arrows, a field takes everything. */
  readonly on: 'stage' | 'button' | 'slider' | 'field';
}

const LEAP_FRAMES = 10;
const TOOL_KEYS: Readonly<Record<string, ShapeKind>> = {
  l: 'line',
  a: 'arrow',
  e: 'ellipse',
  g: 'angle',
  f: 'freehand',
};

export function orderOf({ key, isShift, isCommand, isAlt, on }: Pressed): StageOrder | null {
  if (on === 'field' || isAlt) return null;
  const letter = key.toLowerCase();
  if (isCommand) {
    if (letter === 'z') return { order: isShift ? 'redo' : 'undo' };
    return letter === 'y' ? { order: 'redo' } : null;
  }
  if (key === ' ') return on === 'button' ? null : { order: 'play-or-pause' };
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    if (on === 'slider') return null;
    return { order: 'step', frames: (key === 'ArrowLeft' ? -1 : 1) * (isShift ? LEAP_FRAMES : 1) };
  }
  if (letter === 's') return { order: 'skeleton' };
  const kind = Object.hasOwn(TOOL_KEYS, letter) ? TOOL_KEYS[letter] : undefined;
  if (kind !== undefined) return { order: 'draw', kind };
  const event = /^[1-8]$/.test(key) ? EVENT_NAMES[Number(key) - 1] : undefined;
  return event === undefined ? null : { order: 'event', event };
}
