import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../advice/language.ts';
import { DRILLS } from '../drills/drill-catalogue.ts';
import { sampleReport } from '../../store/fixtures/sample-report.ts';
import type { ReportFault, SwingReport } from '../report/swing-report.ts';
import { COACH_TEXTS } from './coach-text.ts';
import { choosePractice } from './practice-choice.ts';
import { visitWords } from './visit-words.ts';
import { weekWords } from './week-words.ts';

const SWAY: ReportFault = { id: 'sway', severity: 'major', phase: 'backswing', evidence: ['pelvis-sway'] };

function shot(at: number, changes: Partial<SwingReport> = {}): SwingReport {
  const id = `0199c2f0-5b1a-7c3e-9a51-${String(at).padStart(12, '0')}`;
  const report = sampleReport(id, {
    ...{ session: 'visit-1', kind: 'shot', club: 'I7', score: { overall: 5 + at / 10, parts: {} } },
    faults: [SWAY],
    metrics: [
      {
        ...{ id: 'shoulder-turn', at: 'top', value: 60 + at, unit: '°', low: 57 + at, high: 63 + at },
        ...{ method: 'triangulated', cameras: ['face-on'] },
      },
    ],
    ...changes,
  });
  return { ...report, revision: 1 };
}
const visit = Array.from({ length: 20 }, (_, at) => shot(at));

describe('the bay’s own words after a visit', () => {
  it('say what became better with its interval, what to work on, and two or three drills for it', () => {
    const words = visitWords(visit, 'en');
    expect(words.overview).toBe(
      'You hit 20 shots. Your best one has a score of 6.9. Something really became better: see below.',
    );
    expect(words.positives).toEqual([
      expect.stringMatching(/^Shoulder turn at the top: from \d+° to \d+°, a change of 10° \(\d+°–\d+°\)\.$/u),
    ]);
    expect(words.focus[0]?.what).toContain('It was seen in 20 shots.');
    expect(words.drills.length).toBeGreaterThanOrEqual(2);
    expect(words.drills.every(({ drillId }) => DRILLS.some(({ id }) => id === drillId))).toBe(true);
    expect(words.coachingCues).toHaveLength(2);
  });

  it('claim no progress from a few shots, and nothing at all from none', () => {
    const few = visitWords(visit.slice(0, 3), 'en');
    expect(few.positives).toEqual([]);
    expect(few.overview).toContain('With some more shots');
    expect(visitWords([], 'de')).toMatchObject({ positives: [], focus: [], drills: [] });
    expect(visitWords([shot(1, { kind: 'practice' })], 'de').drills).toEqual([]);
  });

  it('do not call a fault of one shot in ten a habit', () => {
    const clean = visit.map((each, at) => (at % 10 === 0 ? each : { ...each, faults: [] }));
    const words = visitWords(clean, 'en');
    expect(words.focus).toEqual([]);
    expect(words.drills.map(({ why }) => why)).toEqual(words.drills.map(() => 'Keeps what you do well.'));
  });

  it('are there in every language, with the signs of each', () => {
    for (const language of LANGUAGES) {
      expect(Object.values(COACH_TEXTS[language]).every((sentence) => sentence.trim() !== '')).toBe(true);
    }
    expect(visitWords(visit, 'de').overview).toContain('6,9');
    expect(visitWords(visit, 'ja').overview).toContain('20球');
  });
});

describe('the bay’s own plan of a week', () => {
  it('has three days of the drills for the main fault, and the trend from visit to visit', () => {
    const earlier = visit.map((each) => ({ ...each, session: 'visit-0' }));
    const today = visit.slice(0, 10).map((each, at) => (at < 8 ? { ...each, faults: [] } : each));
    const plan = weekWords({ swings: [...earlier, ...today], goals: [] }, 'en');
    expect(plan.aim).toBe(
      'This week is about one thing: Sway. In your newest visit it was seen in 2 shots of 10, before that in 20 shots of 20.',
    );
    expect(plan.days.map(({ day, drills }) => [day, drills.length])).toEqual([
      [1, 1],
      [3, 2],
      [5, 1],
    ]);
  });

  it('works on the player’s goal as well, and names it', () => {
    const goal = { id: 'shoulder-turn', at: 'top', low: 85, high: null, club: null } as const;
    const plan = weekWords({ swings: visit, goals: [goal] }, 'en');
    expect(plan.aim).toContain('Your goal: Shoulder turn at the top, at least 85°.');
    expect(JSON.stringify(plan.days)).toContain('For your goal: Shoulder turn at the top.');
  });

  it('is there before the first swing', () => {
    const plan = weekWords({ swings: [], goals: [] }, 'en');
    expect(plan.days).toHaveLength(3);
    expect(plan.aim).toContain('Swing a few times');
  });
});

describe('the drills for a week', () => {
  it('are two for the main thing and one for the next, each once', () => {
    const chosen = choosePractice(['sway', 'over-the-top']);
    expect(chosen.map(({ for: why }) => why)).toEqual([
      { fault: 'sway' },
      { fault: 'sway' },
      { fault: 'over-the-top' },
    ]);
    expect(new Set(chosen.map(({ drill }) => drill)).size).toBe(3);
  });
});
