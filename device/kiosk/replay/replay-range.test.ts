import { expect, it } from 'vitest';
import { scriptedReport } from '../dev/scripted-report.ts';
import { replayRange } from './replay-range.ts';

const clip = (fromMs: number, toMs: number) => ({
  sha256: '0'.repeat(64),
  mediaType: 'video/mp4',
  bytes: 1,
  camera: 'face-on',
  fromMs,
  toMs,
});

const report = (clips: ReturnType<typeof clip>[]) =>
  scriptedReport({
    id: 'a',
    sequence: 1,
    session: 's',
    bay: 'b',
    kind: 'shot',
    score: 7,
    isSlowMotion: false,
    keyFrames: [],
    clips,
  });

it('shows the swing with half a second before and after it', () => {
  expect(replayRange(report([clip(0, 9000)]), null)).toEqual({ fromMs: 400, toMs: 3300 });
});

it('does not reach past the clip', () => {
  expect(replayRange(report([clip(700, 3000)]), null)).toEqual({ fromMs: 700, toMs: 3000 });
});

it('shows the end of the clip while the swing in it is not known', () => {
  expect(replayRange(null, 5000)).toEqual({ fromMs: 1200, toMs: 5000 });
});
