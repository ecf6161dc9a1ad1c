/** What is said of videos that lie in the range’s archive, and on the pages of the facility. */
export const facility = {
  'remote.again': 'Try again',
  'phone.problem.media/not-reachable': 'The video cannot be fetched just now',
  'phone.problem.media/not-reachable.hint': 'It is safe in the range’s archive, which does not answer.',
  'phone.problem.media/busy': 'Many videos are being fetched',
  'phone.problem.media/busy.hint': 'Try again in a moment.',
  'phone.problem.media/damaged': 'This video is damaged',
  'phone.problem.media/damaged.hint': 'Please tell the staff. Your numbers are kept.',
  'take-home.problem.media/not-reachable': 'The video of the swing cannot be fetched just now. Try again later.',
  'facility.phone.offline': 'Offline: your range cannot be reached',
  'facility.phone.not-kept': 'This phone keeps no copy of it. Come back when your range can be reached.',
  'facility.phone.section.missing': 'This part has not come yet. Try again when your range can be reached.',
  'facility.phone.welcome.hint': 'Log in with the account that you made in a bay.',
  'facility.phone.swings.none.hint':
    'Swings come here a little after you have played, if you agreed that they may leave the bay.',
  'facility.phone.problem.phone/unreachable': 'Your range cannot be reached',
  'facility.phone.problem.phone/unreachable.hint': 'Are you online?',
  'facility.phone.watch.none': 'Live pictures come from a bay: scan the code on its screen while you play.',
  'phone.problem.api/needs-bay': 'This works in a bay only',
  'phone.problem.api/needs-bay.hint': 'Scan the code on the screen of a bay.',
  'phone.later': 'After your visit your swings of all bays are at',
  'summary.later': 'Later, at home: {address}',
};
