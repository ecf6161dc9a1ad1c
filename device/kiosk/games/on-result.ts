/** Tells of each result with its swing; null when results may have been missed. Answers how to listen no more. */
export type OnResult = (listener: (swingId: string | null) => void) => () => void;
