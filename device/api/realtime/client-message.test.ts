import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RESOLUTIONS } from '../contract/live-picture.ts';
import { readClientMessage } from './client-message.ts';

const camera = fc.string({ minLength: 1, maxLength: 100 });
const wish = fc.record(
  {
    camera,
    resolution: fc.constantFrom(...RESOLUTIONS),
    width: fc.integer({ min: 1, max: 16_384 }),
    maxFps: fc.integer({ min: 1, max: 1_000 }),
  },
  { requiredKeys: ['camera'] },
);
const message = fc.oneof(
  fc.record({ event: fc.constant('START_STREAM'), data: wish }),
  fc.record({ event: fc.constantFrom('STOP_STREAM', 'WEBRTC_CLOSE'), data: fc.record({ camera }) }),
  fc.tuple(wish, fc.string({ minLength: 1 })).map(([data, sdp]) => ({ event: 'WEBRTC_OFFER', data: { ...data, sdp } })),
);

describe('what a screen may say', () => {
  it('is an order, which is read as it was written', () => {
    fc.assert(
      fc.property(message, (written) => {
        expect(readClientMessage(JSON.stringify(written))).toEqual({ isUnderstood: true, message: written });
      }),
    );
  });

  it('is nothing else, and nothing makes the reading fail', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('[['.repeat(2_000))), (text) => {
        expect(readClientMessage(text).isUnderstood).toBe(false);
      }),
    );
  });

  it.each([
    ['an order that nobody knows', '{"event":"ARM","data":{}}', 'ARM', 'START_STREAM'],
    ['a name from the chain of prototypes', '{"event":"toString","data":{}}', 'toString', 'START_STREAM'],
    ['a key too many', '{"event":"STOP_STREAM","data":{"camera":"a","fps":1}}', 'STOP_STREAM', 'fps'],
    [
      'a size that no camera has',
      '{"event":"START_STREAM","data":{"camera":"a","width":0}}',
      'START_STREAM',
      'data.width',
    ],
    [
      'a resolution by another name',
      '{"event":"START_STREAM","data":{"camera":"a","resolution":"4k"}}',
      'START_STREAM',
      'data.resolution',
    ],
    [
      'a letter of a book’s length',
      `{"event":"WEBRTC_OFFER","data":{"camera":"a","sdp":"${'x'.repeat(12_001)}"}}`,
      'WEBRTC_OFFER',
      'data.sdp',
    ],
  ])('is refused with the field that is wrong: %s', (_what, text, event, named) => {
    const heard = readClientMessage(text);
    expect(heard).toMatchObject({ isUnderstood: false, event, problem: expect.stringContaining(named) });
  });
});
