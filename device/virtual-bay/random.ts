/** A seeded stream of numbers (mulberry32): the same seed gives the same golfer, sound and picture on every machine. */
export interface Random {
  /** Uniform in [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** Normal round `mean`, cut at ± 2.2 standard deviations: the tails of a human range are not interesting here. */
  normal(mean: number, deviation: number): number;
  pick<T>(choices: readonly [T, ...T[]]): T;
  /** An independent stream, so that one more draw here does not change what is drawn there. */
  fork(label: string): Random;
}

export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (mean: number, deviation: number) => {
    const radius = Math.sqrt(-2 * Math.log(1 - next()));
    const z = radius * Math.cos(2 * Math.PI * next());
    return mean + deviation * Math.min(2.2, Math.max(-2.2, z));
  };
  return {
    next,
    normal,
    between: (low, high) => low + (high - low) * next(),
    pick: (choices) => choices[Math.floor(next() * choices.length)] ?? choices[0],
    fork: (label) => seededRandom(hashText(label, seed)),
  };
}

/** FNV-1a over UTF-16 units, started from a seed. */
function hashText(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return hash;
}
