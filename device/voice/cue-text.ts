/** A cue in one language. */
export interface CueText {
  /** As a screen shows it. */
  readonly written: string;
  /** As it is given to the voice: Japanese in kana, since small voices spell kanji out as “Chinese letter”. */
  readonly spoken: string;
}

export type CueTexts = Readonly<Record<string, CueText>>;

/** For languages that are spoken as they are written. */
export function spokenAsWritten(texts: Readonly<Record<string, string>>): CueTexts {
  return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, { written: text, spoken: text }]));
}
