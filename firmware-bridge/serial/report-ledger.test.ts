import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReportLedger } from './report-ledger.ts';

const name = fc.record({ bootId: fc.integer({ min: 1, max: 4 }), sequence: fc.integer({ min: 1, max: 900 }) });

describe('the ledger of reports', () => {
  it('never takes for new again what was handed on', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.boolean()), { maxLength: 900 }), (notes) => {
        const ledger = new ReportLedger();
        const handedOn = new Set<string>();
        for (const [{ bootId, sequence }, isHandedOn] of notes) {
          if (isHandedOn) {
            ledger.handedOn(bootId, sequence);
            handedOn.add(`${bootId} ${sequence}`);
          } else ledger.passedOn(bootId, sequence);
          ledger.forgetPassedOn();
          const standing = handedOn.has(`${bootId} ${sequence}`) ? 'handed-on' : 'new';
          expect(ledger.standing(bootId, sequence)).toBe(standing);
        }
      }),
    );
  });

  it('has no room for more than it lets be under way, and has it again when some were handed on', () => {
    const ledger = new ReportLedger();
    let sequence = 0;
    while (ledger.hasRoom) ledger.passedOn(1, ++sequence);
    expect(sequence).toBe(32);
    ledger.handedOn(1, 5);
    expect(ledger.hasRoom).toBe(true);
  });

  it('tells the same number of two boots apart', () => {
    const ledger = new ReportLedger();
    ledger.handedOn(1, 7);
    expect(ledger.standing(2, 7)).toBe('new');
  });

  it('forgets the oldest, and no more than it must', () => {
    const ledger = new ReportLedger();
    for (let sequence = 1; sequence <= 1_025; sequence++) ledger.handedOn(1, sequence);
    expect(ledger.standing(1, 1)).toBe('new');
    expect(ledger.standing(1, 2)).toBe('handed-on');
    for (let bootId = 2; bootId <= 5; bootId++) ledger.handedOn(bootId, 1);
    expect(ledger.standing(1, 2)).toBe('new');
    expect(ledger.standing(2, 1)).toBe('handed-on');
  });
});
