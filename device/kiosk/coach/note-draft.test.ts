import { describe, expect, it } from 'vitest';
import { SCRIPTED_EVENTS_MS } from '../dev/scripted-golfer.ts';
import { scriptedReport } from '../dev/scripted-report.ts';
import { eventAt, isShownWith, newDraft, noteOf } from './note-draft.ts';

const report = scriptedReport({
  ...{ id: 'a', sequence: 1, session: 's', bay: 'b', kind: 'shot', score: 7, isSlowMotion: false },
  ...{ keyFrames: [], clips: [] },
});

describe('a note that is being written', () => {
  it('is about the picture that is shown, and names its moment', () => {
    const draft = { ...newDraft('face-on'), words: '  Stay down.  ' };
    expect(noteOf(draft, [], report, SCRIPTED_EVENTS_MS.impact + 10)).toEqual({
      words: 'Stay down.',
      visibility: 'player',
      at: { camera: 'face-on', timeMs: SCRIPTED_EVENTS_MS.impact + 10, event: 'impact' },
      drawings: [],
    });
  });

  it('keeps no more of a time than any camera has', () => {
    expect(noteOf(newDraft('face-on'), [], report, 1234.567).at).toEqual({
      camera: 'face-on',
      timeMs: 1234.6,
      event: null,
    });
  });
});

it('names a moment only for the picture of it', () => {
  expect(eventAt(report, 'face-on', SCRIPTED_EVENTS_MS.top + 16)).toBe('top');
  expect(eventAt(report, 'face-on', SCRIPTED_EVENTS_MS.top + 34)).toBeNull();
});

it('shows a drawing with its picture, on its camera', () => {
  const note = { at: { camera: 'face-on', timeMs: 1000, event: null } };
  expect(isShownWith(note, 'face-on', 1015, 17)).toBe(true);
  expect(isShownWith(note, 'face-on', 1034, 17)).toBe(false);
  expect(isShownWith(note, 'down-the-line', 1000, 17)).toBe(false);
  expect(isShownWith({ at: null }, 'face-on', 1000, 17)).toBe(false);
});
