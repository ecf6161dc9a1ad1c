/** What the screen says of the fleet that looks after the bay. */
export const fleet = {
  'warning.fleet/interruption': 'The bay pauses for its upkeep in a moment',
  'warning.fleet/interruption.hint': 'Finish your swing. The bay is back within a minute, and everything is kept.',
  'warning.fleet/calibration-asked': 'The cameras are to be set up again',
  'warning.fleet/calibration-asked.hint': 'You can keep playing. Please tell the staff.',
  'warning.fleet/configuration-went-back': 'New settings did not work here',
  'warning.fleet/configuration-went-back.hint': 'The bay works with those before. Please tell the staff.',
  'warning.fleet/line-lost': 'The bay’s service does not see it',
  'warning.fleet/line-lost.hint': 'You can keep playing. Please tell the staff.',
  'warning.fleet/broker-refused': 'The bay’s service does not see it',
  'warning.fleet/broker-refused.hint': 'You can keep playing. Please tell the staff.',
} as const;
