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
};
