/**
 * What an event's confidence says is held against labelled clips, which are no part of the repository: without them
 * nothing here runs. Bins of confidence must be as often right as they say, give or take what their size leaves open.
 */
import { readFileSync } from 'node:fs';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clip, clipsAvailable } from '../capture/clips.fixture.ts';
import { EVENT_NAMES } from '../swing/events/event-name.ts';
import type { AnalysisRequest } from './analysis-request.ts';
import { analyzeViews } from './analyze-views.ts';
import { PoseCrew } from './pose-crew.ts';

interface Label {
  readonly events: readonly number[];
  readonly uncertainty: readonly number[];
  readonly finishHold: readonly [number, number];
}

interface Judged {
  readonly name: string;
  readonly confidence: number;
  readonly isRight: boolean;
}

/** GolfDB's tolerance, with the label's own doubt; the finish is right as long as it is held. */
function isRight(label: Label, at: number, frame: number): boolean {
  const [address = 0, , , , , impact = 0] = label.events;
  const tolerance = Math.max(1, Math.round((impact - address) / 30)) + Math.max(0, (label.uncertainty[at] ?? 1) - 1);
  const [from, to] = at === 7 ? label.finishHold : [label.events[at] ?? 0, label.events[at] ?? 0];
  return frame >= from - tolerance && frame <= to + tolerance;
}

const request = (file: string): AnalysisRequest => ({
  identity: {
    ...{ id: uuidv7(), revision: 1, kind: 'upload', bay: 'test', session: 'test', player: null, club: null },
    ...{ recordedAt: new Date().toISOString(), bootId: 'test', sequence: 0, missing: [] },
  },
  views: [
    {
      ...{ name: 'view-0', role: null, file, calibration: null, frameTimesNs: null },
      ...{ stamped: 'arrival', searchArea: null },
    },
  ],
  ...{ heard: null, impactHintNs: null, handedness: null, model: 'lite', frameStride: 1, swing: null },
});

describe.skipIf(!clipsAvailable)('the events of the labelled clips', () => {
  const judged: Judged[] = [];
  let crew: PoseCrew;

  beforeAll(async () => {
    crew = new PoseCrew();
    const labels = JSON.parse(readFileSync(clip('labels.json'), 'utf8')) as Record<string, Label>;
    for (const [name, label] of Object.entries(labels)) {
      const { report } = await analyzeViews(request(clip(name)), undefined, crew);
      for (const event of report.events) {
        const right = isRight(label, EVENT_NAMES.indexOf(event.name), event.frame['view-0'] ?? -1);
        judged.push({ name: event.name, confidence: event.confidence, isRight: right });
      }
    }
  }, 600_000);
  afterAll(async () => crew.close());

  const rightShare = (events: readonly Judged[]): number =>
    events.filter((event) => event.isRight).length / events.length;
  const saidShare = (events: readonly Judged[]): number =>
    events.reduce((sum, event) => sum + event.confidence, 0) / events.length;

  it('lie within GolfDB’s tolerance in nine of ten', () => {
    const middle = judged.filter(({ name }) => name !== 'address' && name !== 'finish');
    expect(rightShare(middle)).toBeGreaterThanOrEqual(0.93);
    expect(rightShare(judged)).toBeGreaterThanOrEqual(0.91);
  });

  it('are as often right as they say, in every bin', () => {
    for (const [from, to] of [
      [0, 0.7],
      [0.7, 0.92],
      [0.92, 1],
    ] as const) {
      const bin = judged.filter(({ confidence }) => confidence >= from && confidence < to);
      const said = saidShare(bin);
      // Two standard errors of a share in a bin of this size, and a tenth for the labels' own mood.
      const slack = 0.1 + 2 * Math.sqrt((said * (1 - said)) / bin.length);
      expect(Math.abs(rightShare(bin) - said), `bin from ${from}: ${bin.length} events`).toBeLessThan(slack);
    }
  });
});
