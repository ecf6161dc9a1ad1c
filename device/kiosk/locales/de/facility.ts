/** What is said of videos that lie in the range’s archive, and on the pages of the facility. */
export const facility = {
  'remote.again': 'Noch einmal',
  'phone.problem.media/not-reachable': 'Das Video ist gerade nicht zu holen',
  'phone.problem.media/not-reachable.hint': 'Es liegt sicher im Archiv der Anlage, das nicht antwortet.',
  'phone.problem.media/busy': 'Gerade werden viele Videos geholt',
  'phone.problem.media/busy.hint': 'Versuch es gleich noch einmal.',
  'phone.problem.media/damaged': 'Dieses Video ist beschädigt',
  'phone.problem.media/damaged.hint': 'Sag bitte dem Personal Bescheid. Deine Zahlen bleiben.',
  'take-home.problem.media/not-reachable':
    'Das Video des Schwungs ist gerade nicht zu holen. Versuch es später noch einmal.',
};
