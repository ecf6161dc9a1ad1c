/** What stands around the words of a coach that read the report. */
export const advice = {
  'advice.title': 'What the coach says',
  'advice.positives': 'What you do well',
  'advice.cues': 'Think of',
  'advice.by': 'Written by Claude from this swing’s numbers; the bay checked every one.',
  'advice.face': 'Show my face to the coach',
  'advice.face.hint': 'Pictures that the coach gets have your face blurred otherwise.',
};
