/** What coaches say in the scripted bay, and what the one with words costs there. */
import type { CoachCosts, VisitCoach } from '../../api/contract/coach.ts';

const BAY_WORDS = {
  overview: 'You hit 24 shots. Your best one has a score of 8.4. Something really became better: see below.',
  positives: ['Shoulder turn at the top: from 74° to 86°, a change of 12° (8°–16°).'],
  focus: [],
  drills: [],
  coachingCues: [],
} satisfies VisitCoach['golfers'][number]['offline'];

const CLAUDE_WORDS = {
  ...BAY_WORDS,
  overview:
    'A patient visit: you gave your shoulders more time, and the turn at the top went from 74° to 86°. Keep that calm start, and let your hips hold still a moment longer before they follow.',
};

export function scriptedVisitCoach(session: string, player: string | null, hasClaude: boolean): VisitCoach {
  const there = { state: 'there', why: null, model: 'model-a', language: 'en', answeredAt: '2026-11-20T10:00:00.000Z' };
  const away = { state: 'refused', why: 'guest', model: null, language: null, answeredAt: null };
  const claude = hasClaude ? { ...there, document: CLAUDE_WORDS } : { ...away, document: null };
  return {
    ...{ session, language: 'en' },
    golfers: [{ player, offline: BAY_WORDS, claude: claude as VisitCoach['golfers'][number]['claude'] }],
  };
}

export const SCRIPTED_COSTS: CoachCosts = {
  ...{ day: '2026-11-20', isOn: true, model: 'model-a', isOverBudget: false, trouble: null },
  limits: { bay: { tokens: 2_000_000, money: 5 }, facility: { tokens: 10_000_000, money: 25, bays: 5 } },
  spent: { tokens: 84_210, money: 0.42 },
  rows: [],
};
