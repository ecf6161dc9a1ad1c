/** The look of the film: that of the bay's screen, so that both are known as one. */
export const COLOURS = {
  ground: '#0b1110',
  surface: '#131c1a',
  raised: '#1d2826',
  line: '#33423d',
  ink: '#f4f7f2',
  soft: '#b9c7c0',
  lime: '#c8f560',
  sky: '#6fd3ff',
  amber: '#ffc457',
  coral: '#ff9c85',
  green: '#5fd68a',
} as const;

/** What lies over what. */
export const LAYERS = { path: 1, skeleton: 2, plate: 5, words: 6 } as const;
