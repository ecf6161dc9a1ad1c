/** Topic names and filters as MQTT 3.1.1 defines them in its section 4.7. Pure. */

const SEPARATOR = '/';
const ONE_LEVEL = '+';
const ALL_LEVELS = '#';

/** Whether this may be published to: at least one character, no wildcard, no U+0000. */
export function isTopicName(topic: string): boolean {
  return topic.length > 0 && !/[+#]/.test(topic) && !topic.includes('\u0000');
}

/** `+` fills a level of its own; `#` is the last level and fills it. */
export function isTopicFilter(filter: string): boolean {
  if (filter.length === 0 || filter.includes('\u0000')) return false;
  const levels = filter.split(SEPARATOR);
  return levels.every((level, at) => {
    if (level === ALL_LEVELS) return at === levels.length - 1;
    return level === ONE_LEVEL || !/[+#]/.test(level);
  });
}

/** Whether a subscription to `filter` hears `topic`. A filter that begins with a wildcard hears no `$` topic. */
export function matches(filter: string, topic: string): boolean {
  return covers(filter, topic);
}

/**
 * Whether every topic that `narrow` hears is also heard by `wide`. Sound, not complete: of two filters that hear the
 * same but are spelt differently (`+/#` and `#`) it may say no, so a right is never wider than its own words.
 */
export function covers(wide: string, narrow: string): boolean {
  const wider = wide.split(SEPARATOR);
  const narrower = narrow.split(SEPARATOR);
  const isSystem = narrow.startsWith('$');
  for (let at = 0; at < wider.length; at++) {
    const level = wider[at];
    const isWildcard = level === ALL_LEVELS || level === ONE_LEVEL;
    if (at === 0 && isSystem && isWildcard) return false;
    if (level === ALL_LEVELS) return true;
    const asked = narrower[at];
    if (asked === undefined || asked === ALL_LEVELS) return false;
    if (level !== ONE_LEVEL && level !== asked) return false;
  }
  // `a/#` hears `a` too, which the loop has not seen when `narrow` ended one level earlier.
  return narrower.length === wider.length;
}
