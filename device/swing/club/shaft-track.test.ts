import { describe, expect, it } from 'vitest';
import { LINE_DIRECTIONS, type ShaftLines } from './shaft-lines.ts';
import { shaftTrack } from './shaft-track.ts';

const STEP = 360 / LINE_DIRECTIONS;
const FRAMES = 80;
const TOP = 40;

/** A right-hander's club face-on: hanging, back over the left to above the head, and through to the right. */
function degreesAt(frame: number): number {
  return frame <= TOP ? 270 - 220 * (frame / TOP) ** 1.5 : 50 + 330 * ((frame - TOP) / (FRAMES - 1 - TOP)) ** 1.5;
}

/** Evidence with a stray line that is clearer than the club wherever the club is hidden. */
function lines(isSeen: (frame: number) => boolean, mirrored = false): ShaftLines {
  const strength = new Float32Array(FRAMES * LINE_DIRECTIONS).fill(0.1);
  const put = (frame: number, degrees: number, value: number): void => {
    const turned = mirrored ? 180 - degrees : degrees;
    const column = ((Math.round(turned / STEP) % LINE_DIRECTIONS) + LINE_DIRECTIONS) % LINE_DIRECTIONS;
    strength[frame * LINE_DIRECTIONS + column] = value;
  };
  for (let frame = 0; frame < FRAMES; frame++) {
    put(frame, 15, 0.3);
    if (isSeen(frame)) put(frame, degreesAt(frame), 0.8);
  }
  return {
    from: 0,
    strength,
    closely: (frame, near) => {
      const exact = mirrored ? 180 - degreesAt(frame) : degreesAt(frame);
      const away = ((((near - exact + 180) % 360) + 360) % 360) - 180;
      return { x: 0, y: 0, degrees: near - away, strength: isSeen(frame) ? 0.8 : 0.1 };
    },
  };
}

const SWING = { role: 'face-on', high: TOP, low: 62, unitFrames: 4 } as const;
const wrapped = (degrees: number): number => ((((degrees + 180) % 360) + 360) % 360) - 180;

describe('the shaft of a whole swing', () => {
  it.each(['right', 'left'] as const)('is followed back and through for a %s-hander', (handedness) => {
    const mirrored = handedness === 'left';
    const track = shaftTrack({ ...SWING, handedness, lines: lines(() => true, mirrored) });
    track.degrees.forEach((degrees, frame) => {
      const exact = mirrored ? 180 - degreesAt(frame) : degreesAt(frame);
      expect(Math.abs(wrapped(degrees - exact)), `frame ${frame}`).toBeLessThan(1);
    });
  });

  it('is absent where it was not seen, whatever else is a line there', () => {
    const isHidden = (frame: number): boolean => frame >= 30 && frame < 36;
    const track = shaftTrack({ ...SWING, handedness: 'right', lines: lines((frame) => !isHidden(frame)) });
    track.degrees.forEach((degrees, frame) => {
      expect(Number.isNaN(degrees), `frame ${frame}`).toBe(isHidden(frame));
    });
  });
});
