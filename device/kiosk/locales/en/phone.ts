/** What the phone's page says; its rooms for progress, comparing, drills and taking home have files of their own. */
export const phone = {
  'phone.title': 'My swings',
  'phone.tab.swings': 'Swings',
  'phone.tab.progress': 'Progress',
  'phone.tab.drills': 'Drills',
  'phone.tab.me': 'Me',
  'phone.tabs': 'Sections',
  'phone.section.missing': 'This part has not come yet. Try again when the bay can be reached.',

  'phone.problem.phone/unreachable': 'The bay cannot be reached',
  'phone.problem.phone/unreachable.hint': 'Are you in the range’s wireless network?',
  'phone.problem.phone/too-slow': 'The bay takes too long to answer',
  'phone.problem.phone/too-slow.hint': 'Try again in a moment.',
  'phone.problem.phone/login-over': 'Please log in again',
  'phone.problem.phone/login-over.hint': 'A login ends after a week.',
  'phone.problem.phone/unreadable': 'This answer did not come from the bay',
  'phone.problem.phone/unreadable.hint': 'Are you in the range’s wireless network?',
} as const;
