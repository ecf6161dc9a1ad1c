import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClientMessage } from './client-message.ts';

describe('what a screen may say', () => {
  it('is two orders', () => {
    for (const event of ['START_STREAM', 'STOP_STREAM'] as const) {
      const message = { event, data: { camera: 'face-on' } };
      expect(readClientMessage(JSON.stringify(message))).toEqual(message);
    }
  });

  it('is nothing else, and nothing makes the reading fail', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('[['.repeat(2_000))), (text) => {
        expect(readClientMessage(text)).toBeUndefined();
      }),
    );
  });
});
