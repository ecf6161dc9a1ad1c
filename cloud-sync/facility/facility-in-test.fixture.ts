/** A facility and its bays, each with its own store, clock and API, over real HTTP on loopback. */
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { type ApiInTest, startApi } from '../../device/api/fixtures/api-in-test.ts';
import { FacilityDesk } from '../../device/api/facility/facility-desk.ts';
import type { Clock } from '../../device/clock/clock.ts';
import type { Store } from '../../device/store/store.ts';
import { silentLog } from '../../device/telemetry/log.ts';
import { facilityConfigSchema } from './facility.config.ts';
import { FacilityLine } from './facility-line.ts';
import { joinFacility } from './join-facility.ts';
import { membershipFile } from './membership.ts';

/** A clock that runs as the machine's, off by so much. */
export class SkewedClock implements Clock {
  offMs: number;
  /** So that time passes in a test that does not wait. */
  passedMs = 0;

  constructor(offMs = 0) {
    this.offMs = offMs;
  }

  monotonicNs(): number {
    return Number(process.hrtime.bigint()) + this.passedMs * 1e6;
  }

  wall(): Date {
    return new Date(Date.now() + this.offMs + this.passedMs);
  }
}

export interface BayInTest {
  readonly name: string;
  readonly api: ApiInTest;
  readonly store: Store;
  readonly line: FacilityLine;
  readonly clock: SkewedClock;
  /** Exchanges until neither side has anything new; at most fifty rounds. */
  settle(): Promise<number>;
  close(): Promise<void>;
}

export interface FacilityInTest {
  readonly api: ApiInTest;
  readonly store: Store;
  readonly clock: SkewedClock;
  /** The address that bays know: a way that can be cut. */
  readonly way: Way;
  /** As an operator of the facility does. */
  invite(bay: string): { code: string; expiresAt: string };
  close(): Promise<void>;
}

/** What stands between: passes everything on, until a test says otherwise. */
export class Way {
  readonly #server: Server;
  readonly #to: string;
  /** Called with each exchange: `cut-before` never reaches the facility, `cut-after` is done there and never answered. */
  fate: () => 'pass' | 'cut-before' | 'cut-after' | 'portal' | 'hang' = () => 'pass';
  /** Changes what the facility answers to what it was asked. */
  tamper: (body: string, question: string) => string = (body) => body;

  private constructor(server: Server, to: string) {
    this.#server = server;
    this.#to = to;
  }

  static async to(origin: string): Promise<Way> {
    const server = createServer();
    const way = new Way(server, origin);
    server.on('request', (asked, answer) => {
      const fate = way.fate();
      if (fate === 'cut-before') {
        asked.socket.destroy();
        return;
      }
      if (fate === 'hang') return;
      if (fate === 'portal') {
        answer.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our network</h1>');
        return;
      }
      const { host: _, ...headers } = asked.headers;
      const question: Buffer[] = [];
      asked.on('data', (chunk: Buffer) => question.push(chunk));
      const on = request(
        `${way.#to}${asked.url ?? ''}`,
        { method: asked.method ?? 'GET', headers, agent: false },
        (from) => {
          const chunks: Buffer[] = [];
          from.on('data', (chunk: Buffer) => chunks.push(chunk));
          from.on('end', () => {
            if (fate === 'cut-after') {
              asked.socket.destroy();
              return;
            }
            const body = way.tamper(Buffer.concat(chunks).toString(), Buffer.concat(question).toString());
            const { 'content-length': _length, ...rest } = from.headers;
            answer.writeHead(from.statusCode ?? 500, rest).end(body);
          });
        },
      );
      on.on('error', () => asked.socket.destroy());
      asked.pipe(on);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return way;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export async function aFacility(): Promise<FacilityInTest> {
  const clock = new SkewedClock();
  const api = await startApi({ role: 'facility', clock });
  const way = await Way.to(api.origin);
  return {
    ...{ api, clock, way, store: api.store },
    invite: (bay) => api.app.get(FacilityDesk).invite(bay),
    async close() {
      await way.close();
      await api.close();
    },
  };
}

/** A bay that has not joined yet. */
export async function aBay(name: string, url: string, offMs = 0): Promise<BayInTest> {
  const clock = new SkewedClock(offMs);
  const lines: FacilityLine[] = [];
  const api = await startApi({
    clock,
    facilityLine: (store) => {
      const config = facilityConfigSchema.parse({ url, everySeconds: 0.1 });
      const line = new FacilityLine({ config, store, clock, log: silentLog });
      lines.push(line);
      return line;
    },
  });
  const [line] = lines as [FacilityLine];
  return {
    ...{ name, api, line, clock, store: api.store },
    async settle() {
      for (let round = 1; round <= 50; round++) if (!(await line.exchangeOnce())) return round;
      throw new Error('The bay and its facility did not come to an end.');
    },
    async close() {
      await line.stop();
      await api.close();
    },
  };
}

export async function aJoinedBay(facility: FacilityInTest, name: string, offMs = 0): Promise<BayInTest> {
  const bay = await aBay(name, facility.way.origin, offMs);
  const { code } = facility.invite(name);
  await joinWith(bay, facility, code);
  return bay;
}

export async function joinWith(bay: BayInTest, facility: FacilityInTest, code: string): Promise<void> {
  const file = membershipFile(bay.store.dataDirectory, null);
  await joinFacility({ url: facility.way.origin, caFile: null }, { bay: bay.name, code, file });
}

export interface IndexedInTest {
  readonly id: string;
  readonly bay: string;
  readonly player: string | null;
  readonly isDeleted: number;
}

/** The rows of a facility's index, tombstones too, in the order in which they were told of. */
export function indexOf({ dataDirectory }: Store): IndexedInTest[] {
  const sqlite = new SqliteDatabase(join(dataDirectory, 'swingbay.sqlite'), { readonly: true });
  const rows = sqlite.prepare(
    'select id, bay, player, deleted_at is not null as isDeleted from facility_swings order by ordinal',
  );
  const found = rows.all() as IndexedInTest[];
  sqlite.close();
  return found;
}

/** Everybody and their accounts, in an order that is the same everywhere. */
export function peopleOf(store: Store): string {
  const ids = store.players.list().map(({ id }) => id);
  return JSON.stringify(ids.toSorted().map((id) => [store.players.profile(id), store.accounts.find(id) ?? null]));
}
