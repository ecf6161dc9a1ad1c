/** Sentences of live pictures on pages away from the bay's own screen, and of what is spoken there. */
export const live = {
  'remote.full': 'Andere sehen gerade zu',
  'remote.full.hint': 'Höchstens vier können es zugleich. Sobald Platz ist, geht es von selbst weiter.',
  'remote.unsupported': 'Dieser Browser kann das Livebild nicht zeigen',
  'remote.unsupported.hint': 'Nimm einen anderen, oder sieh auf den Bildschirm der Bay.',
  'caption.name': 'Coach',
} as const;
