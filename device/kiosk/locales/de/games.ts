/** What the games say. */
export const games = {
  'games.title': 'Spiele',
  'games.tempo': 'Tempo',
  'games.consistency': 'Beständigkeit',
  'games.back': 'Zurück',

  'tempo.beat': 'Der Takt',
  'tempo.beat.start': 'Start',
  'tempo.beat.top': 'Oben',
  'tempo.beat.ball': 'Ball',
  'tempo.speed': 'Geschwindigkeit',
  'tempo.seconds': '{seconds} s',
  'tempo.start': 'Takt starten',
  'tempo.stop': 'Takt anhalten',
  'tempo.swing': 'Dein letzter Schwung',
  'tempo.hint': 'Starte den Takt, hör zweimal zu, dann schwing: Start, oben und Ball auf die drei Töne.',
  'tempo.backswing': 'Rückschwung',
  'tempo.downswing': 'Abschwung',
  'tempo.ratio': 'Rück zu Ab',
  'tempo.verdict.no-real-difference': 'Im Takt ({beat}), so genau man messen kann',
  'tempo.verdict.longer': 'Länger als der Takt ({beat})',
  'tempo.verdict.shorter': 'Kürzer als der Takt ({beat})',
  'tempo.interval': 'Der wahre Wert liegt zwischen {low} und {high}.',
  'tempo.withheld': 'diesmal nicht gemessen',
  'tempo.note':
    'Blau: wo der wahre Wert liegt. Grün: der Takt. Dein Rückschwung zählt ab dem letzten ruhigen Moment, bis zu einer Zehntelsekunde bevor man ihn sieht.',

  'consistency.swings': '{count} von {wanted} Schwüngen',
  'consistency.hint': 'Schlag zehn Bälle mit einem Schläger. Je weniger dein Schwung schwankt, desto mehr Punkte.',
  'consistency.too-little':
    'Von diesen zehn Schwüngen ließ sich zu wenig messen. Frag das Personal, ob beide Kameras dich sehen.',
  'consistency.points': '{points} Punkte',
  'consistency.range': 'zwischen {low} und {high}',
  'consistency.why': 'Was du wiederholst und was nicht',
  'consistency.variation': 'du schwankst um ± {variation}',
  'consistency.noise-only': 'das Messen allein: ± {noise}',
  'consistency.legend':
    'Jeder Punkt ist ein Schwung; das Band zeigt, was das Messen allein daraus macht. Es zählen die letzten zehn mit demselben Schläger.',

  'leaderboard.title': 'Die Besten dieser Bay',
  'leaderboard.title.facility': 'Die Besten aller Bays',
  'leaderboard.empty': 'Noch niemand. Sei der Erste.',
  'leaderboard.guest': 'Gast',
  'leaderboard.you': 'Du, jetzt',
  'leaderboard.close': 'zu knapp für einen Sieger',
} as const;
