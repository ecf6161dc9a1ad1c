/** What a fleet asks, and how long the answers take. */
import {
  AGGREGATE_SCOPES,
  type AggregateInterval,
  type AggregateScope,
  type Warehouse,
} from '../../../ports/warehouse.port.ts';
import { ProgressLine } from '../../progress-line.ts';
import { DAY_MS, FIRST_DAY } from './fleet-days.ts';

const ASKED = 9;

export interface Answered {
  readonly question: string;
  /** Of one day, however many there are; else of all days there are. */
  readonly isOfOneDay: boolean;
  readonly medianMs: number;
  /** The fastest of all: what else the machine does only adds, so this is what growth is told by. */
  readonly bestMs: number;
  readonly rows: number;
}

/** Five minutes and hours are asked of a day, days of all days. */
const SPANS: readonly (readonly [AggregateInterval, boolean])[] = [
  ['5m', true],
  ['1h', true],
  ['1d', false],
];

export async function askFleet(warehouse: Warehouse, days: number): Promise<readonly Answered[]> {
  const progress = new ProgressLine('asking for sums');
  const answers: Answered[] = [];
  for (const [interval, isOfOneDay] of SPANS) {
    for (const scope of AGGREGATE_SCOPES) {
      answers.push(await askOne(warehouse, { interval, scope, isOfOneDay, days }));
      progress.show(answers.length / (SPANS.length * AGGREGATE_SCOPES.length));
    }
  }
  progress.end();
  return answers;
}

async function askOne(
  warehouse: Warehouse,
  asked: { interval: AggregateInterval; scope: AggregateScope; isOfOneDay: boolean; days: number },
): Promise<Answered> {
  const { interval, scope, isOfOneDay, days } = asked;
  const from = new Date(FIRST_DAY).toISOString();
  const to = new Date(FIRST_DAY + (isOfOneDay ? 1 : days) * DAY_MS).toISOString();
  // Five minutes of every bay are more rows than anybody reads: a facility's bays are asked for.
  const narrowed = interval === '5m' && scope === 'bay' ? { facility: 'facility-1' } : {};
  const taken: number[] = [];
  let rows = 0;
  for (let i = 0; i < ASKED; i++) {
    const began = performance.now();
    rows = (await warehouse.aggregate({ interval, scope, from, to, ...narrowed })).length;
    taken.push(performance.now() - began);
  }
  const span = isOfOneDay ? 'a day' : 'all days';
  const of = scope === 'bay' && interval === '5m' ? 'bay of one facility' : scope;
  return {
    question: `${interval} by ${of}, ${span}`,
    isOfOneDay,
    medianMs: median(taken),
    bestMs: Math.min(...taken),
    rows,
  };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
