/** What stands around the words of a coach that read the report. */
export const advice = {
  'advice.title': 'Was der Coach sagt',
  'advice.positives': 'Was du gut machst',
  'advice.cues': 'Denk an',
  'advice.by': 'Von Claude aus den Zahlen dieses Schwungs geschrieben; die Bay hat jede geprüft.',
  'advice.face': 'Mein Gesicht dem Coach zeigen',
  'advice.face.hint': 'Sonst ist es auf den Bildern für den Coach unkenntlich.',
};
