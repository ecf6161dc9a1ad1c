import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLivePicture, encodeLivePicture, rtpNsBetween, rtpTimeOf } from './live-picture.ts';

describe('the binary message of a live picture', () => {
  it('is read as it was written', () => {
    const picture = fc.record({
      cameraIndex: fc.nat(255),
      isKeyFrame: fc.boolean(),
      capturedAtNs: fc.nat(2 ** 31).map((value) => value * 2 ** 20),
      unit: fc.uint8Array({ maxLength: 400 }),
    });
    fc.assert(
      fc.property(picture, (written) => {
        expect(decodeLivePicture(encodeLivePicture(written))).toEqual(written);
      }),
    );
  });

  it('is nothing where it is too short or of another layout, and nothing makes the reading fail', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(decodeLivePicture(bytes) === undefined).toBe(bytes.length < 12 || bytes[0] !== 1);
      }),
    );
  });
});

describe('the RTP time of a picture', () => {
  /** Up to a hundred days after the machine was started. */
  const timeNs = fc.integer({ min: 0, max: 100 * 86_400 }).map((seconds) => seconds * 1e9 + 123_456_789);

  it('is 32 bits, and tells one picture from the next at any rate that a camera has', () => {
    fc.assert(
      fc.property(timeNs, fc.integer({ min: 1, max: 1_000 }), (capturedAtNs, fps) => {
        const [time, next] = [rtpTimeOf(capturedAtNs), rtpTimeOf(capturedAtNs + 1e9 / fps)];
        expect(Number.isInteger(time) && time >= 0 && time < 2 ** 32).toBe(true);
        expect(next).not.toBe(time);
      }),
    );
  });

  it('leads back to how far two pictures lie apart, also where it comes round between them', () => {
    const apartMs = fc.integer({ min: -3_600_000, max: 3_600_000 });
    fc.assert(
      fc.property(timeNs, apartMs, (fromNs, ms) => {
        const toNs = Math.max(0, fromNs + ms * 1e6);
        const foundNs = rtpNsBetween(rtpTimeOf(fromNs), rtpTimeOf(toNs));
        expect(Math.abs(foundNs - (toNs - fromNs))).toBeLessThan(12_000);
      }),
    );
  });
});
