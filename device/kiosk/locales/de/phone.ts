/** What the phone’s page says. */
export const phone = {
  'phone.title': 'Meine Schwünge',
  'phone.tab.swings': 'Schwünge',
  'phone.tab.progress': 'Fortschritt',
  'phone.tab.drills': 'Übungen',
  'phone.tab.me': 'Ich',
  'phone.tabs': 'Bereiche',
  'phone.section.missing': 'Dieser Teil ist noch nicht da. Versuch es wieder, wenn die Bay erreichbar ist.',

  'phone.problem.phone/unreachable': 'Die Bay ist nicht erreichbar',
  'phone.problem.phone/unreachable.hint': 'Bist du im WLAN der Anlage?',
  'phone.problem.phone/too-slow': 'Die Bay braucht zu lange für eine Antwort',
  'phone.problem.phone/too-slow.hint': 'Versuch es gleich noch einmal.',
  'phone.problem.phone/login-over': 'Bitte melde dich neu an',
  'phone.problem.phone/login-over.hint': 'Eine Anmeldung endet nach einer Woche.',
  'phone.problem.phone/unreadable': 'Diese Antwort kam nicht von der Bay',
  'phone.problem.phone/unreadable.hint': 'Bist du im WLAN der Anlage?',
};
