import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FleetIssuer } from '../fleet.config.ts';
import { isSignedBy, makeKeys, readPrivateKey } from '../signed/signature.ts';
import { type CommandToSign, readCommand, type SignedCommand, signCommand } from '../signed/signed-command.ts';
import type { Json } from '../signed/canonical-json.ts';
import { LASTS_MS_MAX } from './freshness.ts';
import { type JudgingBay, judgeCommand } from './judge-command.ts';

const NOW = Date.parse('2026-06-01T12:00:00.000Z');
const MINUTE = 60_000;
const keys = makeKeys();
const key = readPrivateKey(keys.privatePem);
const desk: FleetIssuer = { name: 'desk', publicKey: keys.publicKey, rights: ['ping', 'restart', 'recalibrate'] };

const order = (change: Partial<CommandToSign> = {}): SignedCommand =>
  signCommand(
    {
      ...{ facility: 'north', bay: 'bay-7', command: 'restart', arguments: {}, issuer: 'desk' },
      ...{ issuedAtMs: NOW, lastsMs: 10 * MINUTE, ...change },
    },
    key,
  );

const bayAt = (change: Partial<JudgingBay> = {}, wallMs = NOW): JudgingBay => ({
  ...{
    facility: 'north',
    bay: 'bay-7',
    issuers: [desk],
    isInUse: false,
    isWindowOpen: true,
    hasCameras: true,
    isKnown: () => false,
  },
  now: { bootId: 'boot', monotonicMs: 5_000_000, wall: new Date(wallMs).toISOString(), isWallTrusted: true },
  surelyPastMs: 0,
  ...change,
});

function codeOf({ document, signature }: SignedCommand, bay: JudgingBay = bayAt()): string {
  const verdict = judgeCommand(document, (publicKey) => isSignedBy(document as Json, signature, publicKey), bay);
  return verdict.isAccepted ? 'accepted' : verdict.code;
}

describe('a command of the fleet', () => {
  it('is taken from who may give it, in its time, by an empty bay', () => {
    expect(codeOf(order())).toBe('accepted');
  });

  it('is refused by another bay and another facility', () => {
    expect(codeOf(order({ bay: 'bay-8' }))).toBe('not-for-this-bay');
    expect(codeOf(order({ facility: 'south' }))).toBe('not-for-this-bay');
  });

  it('is refused of a stranger, and with any word changed after it was signed', () => {
    expect(codeOf(order({ issuer: 'nobody' }))).toBe('issuer-unknown');
    const { document, signature } = order();
    const changes: readonly Partial<SignedCommand['document']>[] = [
      { isForced: true },
      { command: 'ping' },
      { arguments: { reason: 'x' } },
      { expiresAt: new Date(NOW + 20 * MINUTE).toISOString() },
      { id: '0199c0de-0000-7000-8000-000000000001' },
      { anchor: { bootId: 'boot', monotonicMs: 0 } },
    ];
    for (const change of changes) {
      expect(codeOf({ document: { ...document, ...change }, signature })).toBe('signature-wrong');
    }
  });

  it('is refused the second time, and says so before anything else of it is looked at', () => {
    expect(codeOf(order(), bayAt({ isKnown: () => true, isInUse: true }))).toBe('replayed');
  });

  it('needs a right of its own, and another to be forced', () => {
    expect(codeOf(order({ command: 'collect-logs' }))).toBe('not-allowed');
    expect(codeOf(order({ isForced: true }))).toBe('force-not-allowed');
    const chief: FleetIssuer = { ...desk, rights: [...desk.rights, 'force'] };
    expect(codeOf(order({ isForced: true }), bayAt({ issuers: [chief], isInUse: true, isWindowOpen: false }))).toBe(
      'accepted',
    );
    expect(codeOf(order({ command: 'self-destruct' }))).toBe('command-unknown');
    expect(codeOf(order({ arguments: { now: true } }))).toBe('arguments-wrong');
  });

  it('waits for nobody’s swing: what disturbs is refused while somebody plays and outside the window', () => {
    expect(codeOf(order(), bayAt({ isInUse: true }))).toBe('in-use');
    expect(codeOf(order(), bayAt({ isWindowOpen: false }))).toBe('outside-window');
    expect(codeOf(order({ command: 'ping' }), bayAt({ isInUse: true, isWindowOpen: false }))).toBe('accepted');
  });
});

describe('a command to the appliance of a facility', () => {
  const facility = (change: Partial<JudgingBay> = {}) => bayAt({ hasCameras: false, ...change });
  it('that needs cameras is refused, and not put off to a better hour', () => {
    expect(codeOf(order({ command: 'recalibrate' }), facility())).toBe('no-cameras');
    expect(codeOf(order({ command: 'recalibrate' }), facility({ isWindowOpen: false }))).toBe('no-cameras');
    expect(codeOf(order(), facility())).toBe('accepted');
  });
});

describe('the time of a command', () => {
  it('is up two minutes after its end, and not yet come five minutes before its beginning', () => {
    const at = (minutes: number): string => codeOf(order(), bayAt({}, NOW + minutes * MINUTE));
    expect([at(-6), at(-4), at(0), at(11), at(13)]).toEqual([
      ...['from-the-future', 'accepted', 'accepted', 'accepted', 'expired'],
    ]);
    expect(codeOf(order({ lastsMs: LASTS_MS_MAX + 1 }))).toBe('valid-too-long');
    expect(codeOf(order({ lastsMs: 0 }))).toBe('expired');
  });

  it('cannot be told by a bay that does not trust its clock: it takes what does no harm, and asks for an anchor', () => {
    const lost = { bootId: 'boot', monotonicMs: 5_000_000, wall: '1970-01-01T00:00:10.000Z', isWallTrusted: false };
    const bay = bayAt({ now: lost });
    expect(codeOf(order({ command: 'ping' }), bay)).toBe('accepted');
    expect(codeOf(order(), bay)).toBe('clock-not-trusted');
    expect(codeOf(order({ command: 'ping' }), { ...bay, surelyPastMs: NOW + 13 * MINUTE })).toBe('clock-not-trusted');
    expect(codeOf(order(), { ...bay, surelyPastMs: NOW + 1e9 })).toBe('clock-not-trusted');
    const anchored = order({ anchor: { bootId: 'boot', monotonicMs: 5_000_000 - 9 * MINUTE } });
    expect(codeOf(anchored, bay)).toBe('accepted');
    expect(codeOf(order({ anchor: { bootId: 'boot', monotonicMs: 5_000_000 - 11 * MINUTE } }), bay)).toBe('expired');
    expect(codeOf(order({ anchor: { bootId: 'another', monotonicMs: 5_000_000 } }), bay)).toBe('clock-not-trusted');
  });

  it('with an anchor does not depend on any wall clock', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.boolean(),
        fc.integer({ min: 0, max: 20 }),
        (wall, isTrusted, ago) => {
          const monotonicMs = 5_000_000;
          const now = { bootId: 'boot', monotonicMs, wall: new Date(wall).toISOString(), isWallTrusted: isTrusted };
          const anchored = order({ anchor: { bootId: 'boot', monotonicMs: monotonicMs - ago * MINUTE } });
          expect(codeOf(anchored, bayAt({ now, surelyPastMs: wall }))).toBe(ago <= 10 ? 'accepted' : 'expired');
        },
      ),
    );
  });
});

describe('what comes as a command', () => {
  const read = (payload: string | Uint8Array) => readCommand(Buffer.from(payload), 10_000);

  it('may be anything, and is then not readable', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string(), fc.uint8Array()), (came) => {
        expect(read(came).isReadable).toBe(false);
      }),
    );
    expect(read(Buffer.alloc(10_001, ' ')).isReadable).toBe(false);
    expect(read(JSON.stringify({ ...order(), more: 1 })).isReadable).toBe(false);
  });

  it('is held against its signature as it came', () => {
    const command = read(JSON.stringify(order()));
    expect(command.isReadable && command.isSignedBy(keys.publicKey)).toBe(true);
    expect(command.isReadable && command.isSignedBy(makeKeys().publicKey)).toBe(false);
  });
});
