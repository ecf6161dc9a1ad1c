/** Sentences of live pictures on pages away from the bay's own screen, and of what is spoken there. */
export const live = {
  'remote.full': 'Other pages are watching',
  'remote.full.hint': 'At most four can at a time. It comes by itself when there is room.',
  'remote.unsupported': 'This browser cannot show the live picture',
  'remote.unsupported.hint': 'Try another browser, or look at the bay’s screen.',
  'caption.name': 'Coach',
} as const;
