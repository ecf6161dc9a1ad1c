import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Clock, systemClock } from '../clock/clock.ts';
import { sampleReport } from './fixtures/sample-report.ts';
import { aSwing, openStoreIn, temporaryDirectory } from './fixtures/store-in-directory.ts';
import type { Store } from './store.ts';

interface Place {
  readonly store: Store;
  /** Lets it be this time there. */
  at(time: string): void;
}

let closing: (() => Promise<void>)[] = [];
let facility: Place;
beforeEach(async () => {
  facility = await place();
});
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

async function place(): Promise<Place> {
  const directory = temporaryDirectory();
  let wall = new Date('2026-06-01T08:00:00.000Z');
  const clock: Clock = { ...systemClock, wall: () => wall };
  const store = await openStoreIn(directory.path, {}, clock, { guestsMayLeave: true });
  closing.push(async () => {
    await store.close();
    directory.remove();
  });
  return { store, at: (time) => void (wall = new Date(`2026-06-01T${time}:00.000Z`)) };
}

/** Somebody's visit to a bay with as many swings, a minute apart. */
function visit({ store, at }: Place, id: string, hour: string, swings: number): void {
  at(`${hour}:00`);
  store.players.beginSession(id, id);
  for (let swing = 1; swing <= swings; swing++) {
    at(`${hour}:0${swing}`);
    const recorded = store.swings.recordSwing(aSwing({ session: id, bay: id, player: null }));
    store.swings.storeRevision({ report: sampleReport(recorded.id) });
  }
}

/** What a bay has reaches the facility, as by the exchange and from the object store. */
async function arrive({ store }: Place): Promise<void> {
  const { records } = store.people.changesSince(0, 1_000, 1e6);
  await facility.store.people.takeIn(records);
  for (const { id } of store.swings.list({}, 100).swings.toReversed()) {
    const { kind, bay, session, player, recordedAt, order } = store.swings.find(id);
    const document = JSON.stringify(store.swings.report(id, 1));
    const revisions = [{ revision: 1, document, createdAt: recordedAt }];
    facility.store.intake.takeIn({
      ...{ id, kind, bay, session, player, recordedAt, order, revisions, poses: [], media: [], embedding: null },
    });
  }
}

/** Page by page. */
function visits(size: number, between: () => void = () => undefined): string[] {
  const found: string[] = [];
  let before: number | undefined;
  do {
    const page = facility.store.sessions.list({}, size, before);
    found.push(...page.sessions.map(({ id }) => id));
    before = page.nextBefore ?? undefined;
    between();
  } while (before !== undefined);
  return found;
}

const swings = (): string[] => facility.store.swings.list({}, 100).swings.map(({ bay }) => bay);

describe('the visits of a facility', () => {
  it('stand by when they were, the newest first, though a bay that was off told of them last', async () => {
    const [off, on] = [await place(), await place()];
    visit(on, 'at-ten', '10', 2);
    visit(off, 'at-nine', '09', 1);
    visit(on, 'at-twelve', '12', 1);
    visit(off, 'at-eleven', '11', 2);
    await arrive(on);
    await arrive(off);
    const inOrder = ['at-twelve', 'at-eleven', 'at-ten', 'at-nine'];
    for (const size of [1, 3, 100]) expect(visits(size)).toEqual(inOrder);
    expect(swings()).toEqual(['at-twelve', 'at-eleven', 'at-eleven', 'at-ten', 'at-ten', 'at-nine']);
  });

  it('that come between two pages are neither shown twice nor make another one be', async () => {
    const bays = [await place(), await place()];
    visit(bays[0]!, 'at-nine', '09', 1);
    visit(bays[0]!, 'at-eleven', '11', 1);
    visit(bays[1]!, 'at-ten', '10', 1);
    await arrive(bays[0]!);
    let late: (() => void) | null = () => {
      facility.at('13:00');
      facility.store.players.beginSession('at-thirteen', 'here');
    };
    expect(visits(1, () => (late?.(), (late = null)))).toEqual(['at-eleven', 'at-nine']);
    await arrive(bays[1]!);
    expect(visits(2)).toEqual(['at-thirteen', 'at-eleven', 'at-ten', 'at-nine']);
  });

  it('that began in the same millisecond are all listed', () => {
    for (const id of ['a', 'b', 'c']) facility.store.players.beginSession(id, id);
    expect(visits(1)).toEqual(['c', 'b', 'a']);
  });
});
