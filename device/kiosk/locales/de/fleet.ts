/** What the screen says of the fleet that looks after the bay. */
export const fleet = {
  'warning.fleet/interruption': 'Die Bay macht gleich eine kurze Pause',
  'warning.fleet/interruption.hint': 'Schwing noch zu Ende. In einer Minute geht es weiter, alles bleibt erhalten.',
  'warning.fleet/calibration-asked': 'Die Kameras sollen neu eingerichtet werden',
  'warning.fleet/calibration-asked.hint': 'Du kannst weiterspielen. Bitte sag dem Personal Bescheid.',
  'warning.fleet/configuration-went-back': 'Neue Einstellungen haben hier nicht funktioniert',
  'warning.fleet/configuration-went-back.hint': 'Es gelten die vorigen. Bitte sag dem Personal Bescheid.',
  'warning.fleet/line-lost': 'Der Service sieht diese Bay nicht',
  'warning.fleet/line-lost.hint': 'Du kannst weiterspielen. Bitte sag dem Personal Bescheid.',
  'warning.fleet/broker-refused': 'Der Service sieht diese Bay nicht',
  'warning.fleet/broker-refused.hint': 'Du kannst weiterspielen. Bitte sag dem Personal Bescheid.',
} as const;
