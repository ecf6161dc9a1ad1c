import { describe, expect, it } from 'vitest';
import { scriptedReport } from '../dev/scripted-report.ts';
import type { SwingReport } from '../../api/contract/report.ts';
import { earlierSwings, reportsWorthFetching } from './earlier-swings.ts';

const report = (id: string, score: number, changes: Partial<SwingReport> = {}): SwingReport => ({
  ...scriptedReport({
    ...{ id, sequence: 1, session: 's', bay: 'b', kind: 'shot', score, isSlowMotion: false, keyFrames: [], clips: [] },
  }),
  ...changes,
});

const listed = (id: string, score: number | null, changes: object = {}) => ({
  ...{ id, kind: 'shot' as const, status: 'completed' as const, score, player: null },
  ...changes,
});

describe('the earlier swings of a swing', () => {
  it('are measured shots of the same player that were made before it', () => {
    const list = [
      listed('later', 9),
      listed('now', 6),
      listed('other player', 9, { player: 'somebody' }),
      listed('practice', 9, { kind: 'practice' }),
      listed('failed', null, { status: 'failed' }),
      listed('before', 7),
      listed('unscored', null),
    ];
    expect(reportsWorthFetching(list, { id: 'now', player: null })).toEqual(['before', 'unscored']);
  });

  it('are the newest and the best of a long visit, a dozen at most', () => {
    const list = Array.from({ length: 60 }, (_, i) => listed(String(i), i === 50 ? 9.5 : 5));
    const wanted = reportsWorthFetching(list, { id: '0', player: null });
    expect(wanted.slice(0, 8)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(wanted).toContain('50');
    expect(wanted.length).toBeLessThanOrEqual(12);
  });

  it('know the last and the best with the same club and hand', () => {
    const now = report('now', 6);
    const found = earlierSwings(now, [
      report('left', 9, { handedness: 'left' }),
      report('driver', 9, { club: 'DR' }),
      report('slow', 9, { slowMotion: { suspected: true, factor: 4 } }),
      report('last', 6.1),
      report('best', 7.4),
      report('first', 7.4),
    ]);
    expect([found.last?.id, found.best?.id, found.alike.length]).toEqual(['last', 'best', 3]);
  });

  it('may be none', () => {
    expect(earlierSwings(report('now', 6), [])).toEqual({ alike: [], best: null, last: null });
    expect(reportsWorthFetching([listed('now', 5)], { id: 'now', player: null })).toEqual([]);
  });
});
