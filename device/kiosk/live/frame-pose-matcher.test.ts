import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FramePoseMatcher } from './frame-pose-matcher.ts';

const MS = 1e6;

function matcher() {
  const dropped: string[] = [];
  return { dropped, matcher: new FramePoseMatcher<string>((frame) => dropped.push(frame)) };
}

describe('bringing pictures and poses together', () => {
  it('shows a picture with the pose of the very same frame', () => {
    const { matcher: match } = matcher();
    match.addFrame('one', 10 * MS);
    expect(match.takeNewest()).toBeNull();
    match.addPose({ capturedAtNs: 10 * MS, landmarks: [0.5] });
    expect(match.takeNewest()).toEqual({ frame: 'one', capturedAtNs: 10 * MS, landmarks: [0.5], offNs: 0 });
  });

  it('puts a picture between two poses where its time lies between theirs', () => {
    const { matcher: match } = matcher();
    match.addPose({ capturedAtNs: 0, landmarks: [0.2] });
    match.addFrame('between', 10 * MS);
    match.addPose({ capturedAtNs: 40 * MS, landmarks: [0.6] });
    const shown = match.takeNewest();
    expect(shown?.landmarks?.[0]).toBeCloseTo(0.3);
    expect(shown?.offNs).toBe(10 * MS);
  });

  it('draws no skeleton between poses that are far apart', () => {
    const { matcher: match } = matcher();
    match.addPose({ capturedAtNs: 0, landmarks: [0.2] });
    match.addFrame('between', 50 * MS);
    match.addPose({ capturedAtNs: 200 * MS, landmarks: [0.6] });
    expect(match.takeNewest()).toMatchObject({ frame: 'between', landmarks: null });
  });

  it('shows the picture bare when no pose comes, instead of standing still', () => {
    const { matcher: match, dropped } = matcher();
    for (let frame = 0; frame < 9; frame += 1) match.addFrame(`frame ${frame}`, frame * 33 * MS);
    expect(match.takeNewest()).toMatchObject({ frame: 'frame 0', landmarks: null });
    expect(dropped).toEqual([]);
  });

  it('keeps pictures from far enough back for poses that come late', () => {
    const { matcher: match } = matcher();
    for (let frame = 0; frame < 13; frame += 1) match.addFrame(`frame ${frame}`, frame * 16 * MS);
    match.addPose({ capturedAtNs: 0, landmarks: [0.5] });
    expect(match.takeNewest()).toMatchObject({ frame: 'frame 0', landmarks: [0.5] });
  });

  it('lends no frame for ever: every one is shown or dropped, in order, and few wait', () => {
    const step = fc.record({
      isPose: fc.boolean(),
      gapMs: fc.integer({ min: 1, max: 60 }),
      isTaken: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const dropped: number[] = [];
        const match = new FramePoseMatcher<number>((frame) => dropped.push(frame));
        const shown: number[] = [];
        let added = 0;
        let nowNs = 0;
        for (const { isPose, gapMs, isTaken } of steps) {
          nowNs += gapMs * MS;
          match.addFrame(nowNs, nowNs);
          added += 1;
          if (isPose) match.addPose({ capturedAtNs: nowNs, landmarks: [gapMs] });
          const taken = isTaken ? match.takeNewest() : null;
          if (taken !== null) shown.push(taken.frame);
          expect(added - shown.length - dropped.length).toBeLessThanOrEqual(10);
        }
        match.clear();
        expect(shown.length + dropped.length).toBe(added);
        expect(shown).toEqual(shown.toSorted((a, b) => a - b));
      }),
    );
  });
});
