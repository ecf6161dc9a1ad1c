import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covers, isTopicFilter, isTopicName, matches } from './topic-filter.ts';

const level = fc.constantFrom('a', 'b', 'bay', '', '$SYS', '$share');
const topics = fc.array(level, { minLength: 1, maxLength: 5 }).map((levels) => levels.join('/'));
const filters = fc
  .tuple(fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 5 }), fc.boolean())
  .map(([levels, isOpen]) => [...levels, ...(isOpen ? ['#'] : [])].join('/'));

/** The words of the specification, written another way: as a regular expression. */
function hears(filter: string, topic: string): boolean {
  if (/^[+#]/.test(filter) && topic.startsWith('$')) return false;
  const pattern = filter
    .split('/')
    .map((part, at) => (part === '#' ? (at === 0 ? '.*' : '(/.*)?') : `${at === 0 ? '' : '/'}${patternOf(part)}`))
    .join('');
  return new RegExp(`^${pattern}$`).test(topic);
}

function patternOf(part: string): string {
  return part === '+' ? '[^/]*' : part.replaceAll('$', '\\$');
}

describe('a topic filter', () => {
  it('hears what the specification says', () => {
    fc.assert(
      fc.property(filters, topics, (filter, topic) => {
        fc.pre(topic.length > 0 && filter.length > 0);
        expect(matches(filter, topic)).toBe(hears(filter, topic));
      }),
      { numRuns: 5_000 },
    );
  });

  it('covers another only where it hears everything that the other hears', () => {
    fc.assert(
      fc.property(filters, filters, topics, (wide, narrow, topic) => {
        fc.pre(topic.length > 0);
        if (covers(wide, narrow) && matches(narrow, topic)) expect(matches(wide, topic)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });

  it('covers itself', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(covers(filter, filter)).toBe(true);
      }),
    );
  });

  it.each([
    ['swingbay/bay-7/state', 'swingbay/+/state'],
    ['swingbay/bay-7/state', 'swingbay/#'],
    ['swingbay/bay-7/event/+', 'swingbay/bay-7/event/#'],
    ['swingbay/bay-7/event/+', '#'],
    ['swingbay/+/state', 'swingbay/bay-7/+'],
    ['#', '$SYS/broker/clients'],
    ['+/broker/clients', '$SYS/broker/clients'],
  ])('%s does not cover %s, which only overlaps with it', (right, asked) => {
    expect(covers(right, asked)).toBe(false);
  });

  it('has wildcards in levels of their own', () => {
    for (const filter of ['#', '+', 'a/+/b', 'a/#', '/', '+/#']) expect(isTopicFilter(filter)).toBe(true);
    for (const filter of ['', 'a#', 'a/#/b', 'a+', 'a/b+', 'a\u0000b', '##']) expect(isTopicFilter(filter)).toBe(false);
  });

  it('is no name to publish to where it has wildcards', () => {
    for (const topic of ['', '#', 'a/+', 'a\u0000']) expect(isTopicName(topic)).toBe(false);
    expect(isTopicName('a/b//c')).toBe(true);
  });
});
