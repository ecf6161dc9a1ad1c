/** Sentences of live pictures on pages away from the bay's own screen, and of what is spoken there. */
export const live = {
  'remote.full': 'ほかの画面で表示中です',
  'remote.full.hint': '同時に見られるのは4台までです。空きしだい自動で表示します。',
  'remote.unsupported': 'このブラウザでは表示できません',
  'remote.unsupported.hint': '別のブラウザか、打席の画面をご覧ください。',
  'caption.name': 'コーチ',
} as const;
