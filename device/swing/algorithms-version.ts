/** Raised whenever the same clip would give other numbers; a report of an older one may be made anew. */
export const ALGORITHMS_VERSION = '4';
