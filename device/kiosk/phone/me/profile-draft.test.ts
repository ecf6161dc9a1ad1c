import { expect, it } from 'vitest';
import type { Profile } from '../../../api/contract/accounts.ts';
import { changeOf, draftOf } from './profile-draft.ts';

const PROFILE: Profile = {
  ...{ id: '0198c0de-0000-7000-8000-000000000001', email: 'anna@range.example', role: 'player', name: 'Anna' },
  ...{ handedness: 'left', heightCm: 172, handicap: 12.4, goals: ['break 80'], limitations: [], usualMiss: 'slice' },
  ...{ club: 'I7', isOnLeaderboard: false, isMinor: false, showsFace: false, shares: false, guardianAgreed: false },
  createdAt: '2026-11-20T10:00:00.000Z',
};

it('says nothing of a profile that nobody has changed', () => {
  expect(changeOf(PROFILE, draftOf(PROFILE))).toEqual({});
});

it('says what has changed and no more, so that nothing made elsewhere is undone', () => {
  const draft = {
    ...draftOf(PROFILE),
    heightCm: '',
    handicap: '-1,5',
    goals: 'break 80\n\n  hit it straight',
    club: '',
  };
  expect(changeOf(PROFILE, draft)).toEqual({
    ...{ heightCm: null, handicap: -1.5, goals: ['break 80', 'hit it straight'], club: null },
  });
});
