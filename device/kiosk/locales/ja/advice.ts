/** What stands around the words of a coach that read the report. */
export const advice = {
  'advice.title': 'コーチのコメント',
  'advice.positives': '良いところ',
  'advice.cues': '意識すること',
  'advice.by': 'このスイングの数値をもとにClaudeが作成し、打席が確認しました。',
  'advice.face': 'コーチに顔を見せる',
  'advice.face.hint': 'オフのときは、コーチに送る画像で顔をぼかします。',
};
