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
  'facility.phone.offline': 'Offline: Deine Anlage ist nicht erreichbar',
  'facility.phone.not-kept': 'Dieses Handy hat keine Kopie davon. Komm wieder, wenn deine Anlage erreichbar ist.',
  'facility.phone.section.missing':
    'Dieser Teil ist noch nicht da. Versuch es wieder, wenn deine Anlage erreichbar ist.',
  'facility.phone.welcome.hint': 'Melde dich mit dem Konto an, das du an einem Abschlagplatz angelegt hast.',
  'facility.phone.swings.none.hint':
    'Schwünge kommen kurz nach dem Spielen hierher, wenn sie den Platz verlassen dürfen.',
  'facility.phone.problem.phone/unreachable': 'Deine Anlage ist nicht erreichbar',
  'facility.phone.problem.phone/unreachable.hint': 'Bist du online?',
  'facility.phone.watch.none':
    'Livebilder kommen vom Abschlagplatz: Scanne beim Spielen den Code auf seinem Bildschirm.',
  'phone.problem.api/needs-bay': 'Das geht nur an einem Abschlagplatz',
  'phone.problem.api/needs-bay.hint': 'Scanne den Code auf dem Bildschirm eines Platzes.',
  'phone.later': 'Nach dem Besuch findest du deine Schwünge aller Plätze unter',
  'summary.later': 'Später zu Hause: {address}',
};
