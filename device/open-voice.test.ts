import { describe, expect, it } from 'vitest';
import { sampleReport } from './store/fixtures/sample-report.ts';
import { cueEventOf } from './open-voice.ts';

const id = '0199c0de-0000-7000-8000-000000000001';
const report = {
  ...sampleReport(id, {
    faults: [{ id: 'sway', severity: 'major', phase: 'backswing', evidence: ['pelvis-sway'] }],
    unjudged: ['slide'],
  }),
  revision: 1,
};
const store = { swings: { report: () => report } };

describe('what the voice hears of the bay', () => {
  it('is the newest result of a swing with its faults', () => {
    const settled = { type: 'swing-settled', swing: id, revision: 1, status: 'completed' } as const;
    expect(cueEventOf(settled, store)).toMatchObject({
      type: 'result-came',
      swing: id,
      faults: [{ id: 'sway', severity: 'major' }],
      unjudged: ['slide'],
    });
  });

  it('is nothing of a failed analysis, of a practice swing or of a picture', () => {
    const failed = { type: 'swing-settled', swing: id, revision: 0, status: 'failed' } as const;
    const practice = { type: 'swing-detected', swing: id, kind: 'practice', impactNs: 0 } as const;
    expect([failed, practice, { type: 'warnings-changed' } as const].map((fact) => cueEventOf(fact, store))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is every stage and every visit', () => {
    expect(cueEventOf({ type: 'stage-changed', stage: 'address' }, store)).toEqual({
      type: 'stage-changed',
      stage: 'address',
    });
    expect(cueEventOf({ type: 'visit-began', session: 's' }, store)).toEqual({ type: 'visit-began' });
  });
});
