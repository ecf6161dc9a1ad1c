/** `seq` and time stamps. */
import { nextSequence, SEQUENCE_MAX } from '../sequence.ts';
import { type Clause, clause, deaths, everyMessage, type InSession, published, typeOf } from './clause.ts';
import type { Message } from './transcript.ts';

type Type = 'NBIRTH' | 'DBIRTH' | 'NDATA' | 'DDATA' | 'DDEATH';

const isByte = (seq: number | undefined): boolean =>
  seq !== undefined && Number.isInteger(seq) && seq >= 0 && seq <= SEQUENCE_MAX;

const present = (id: string, type: Type): Clause =>
  clause(id, `${type} has a seq.`, published(type), ({ message }) =>
    message.payload?.seq === undefined ? message.topic : null,
  );

const ofOneByte = (id: string): Clause =>
  clause(id, 'The seq of NBIRTH lies between 0 and 255.', published('NBIRTH'), ({ message }) =>
    isByte(message.payload?.seq) ? null : `seq ${message.payload?.seq}`,
  );

/** The message before it in the same session, deaths of the node left out, which have no seq. */
function before({ message, session }: InSession): Message | null {
  return session.messages.findLast((other) => other.at < message.at && typeOf(other) !== 'NDEATH') ?? null;
}

function isNext(subject: InSession): string | null {
  const last = before(subject)?.payload?.seq;
  const { seq } = subject.message.payload ?? {};
  if (!isByte(seq)) return `seq ${seq} at ${subject.message.topic}`;
  return last !== undefined && seq === nextSequence(last)
    ? null
    : `seq ${seq} after ${last} at ${subject.message.topic}`;
}

const next = (id: string, type: Exclude<Type, 'NBIRTH'>): Clause =>
  clause(id, `The seq of ${type} is one above the last, and 0 after 255.`, published(type), isNext);

const stamped = (id: string, type: Type): Clause =>
  clause(id, `${type} says when it was sent.`, published(type), ({ message }) =>
    message.payload?.timestamp === undefined ? message.topic : null,
  );

const zeroAtBirth = (id: string): Clause =>
  clause(id, 'The seq of NBIRTH is 0.', published('NBIRTH'), ({ message }) =>
    message.payload?.seq === 0 ? null : `seq ${message.payload?.seq}`,
  );

const withoutSeq = (id: string): Clause =>
  clause(id, 'NDEATH has no seq.', deaths, ({ payload }) => (payload?.seq === undefined ? null : `seq ${payload.seq}`));

/** A clock of another zone is off by a quarter of an hour at least. */
const CLOCK_ERROR_MS_MAX = 10 * 60_000;

export const SEQUENCE_CLAUSES: readonly Clause[] = [
  zeroAtBirth('topics-nbirth-seq-num'),
  ofOneByte('payloads-sequence-num-req-nbirth'),
  ofOneByte('payloads-nbirth-seq'),
  ofOneByte('message-flow-edge-node-birth-publish-nbirth-payload-seq'),
  next('topics-dbirth-seq', 'DBIRTH'),
  next('topics-ndata-seq-num', 'NDATA'),
  next('topics-ddata-seq-num', 'DDATA'),
  next('topics-ddeath-seq-num', 'DDEATH'),
  next('message-flow-device-birth-publish-dbirth-payload-seq', 'DBIRTH'),
  present('payloads-dbirth-seq', 'DBIRTH'),
  next('payloads-dbirth-seq-inc', 'DBIRTH'),
  present('payloads-ndata-seq', 'NDATA'),
  next('payloads-ndata-seq-inc', 'NDATA'),
  present('payloads-ddata-seq', 'DDATA'),
  next('payloads-ddata-seq-inc', 'DDATA'),
  present('payloads-ddeath-seq', 'DDEATH'),
  next('payloads-ddeath-seq-inc', 'DDEATH'),
  present('payloads-ddeath-seq-number', 'DDEATH'),
  clause(
    'payloads-sequence-num-always-included',
    'Every message but NDEATH has a seq.',
    (transcript) => everyMessage(transcript).filter(({ message }) => typeOf(message) !== 'NDEATH'),
    ({ message }) => (message.payload?.seq === undefined ? message.topic : null),
  ),
  clause(
    'payloads-sequence-num-incrementing',
    'After NBIRTH each seq is one above the last, and 0 after 255.',
    (transcript) => everyMessage(transcript).filter(({ message }) => !['NDEATH', 'NBIRTH'].includes(typeOf(message))),
    isNext,
  ),
  withoutSeq('topics-ndeath-seq'),
  withoutSeq('payloads-ndeath-seq'),
  stamped('topics-nbirth-timestamp', 'NBIRTH'),
  stamped('topics-dbirth-timestamp', 'DBIRTH'),
  stamped('topics-ndata-timestamp', 'NDATA'),
  stamped('topics-ddata-timestamp', 'DDATA'),
  stamped('payloads-nbirth-timestamp', 'NBIRTH'),
  stamped('payloads-dbirth-timestamp', 'DBIRTH'),
  stamped('payloads-ndata-timestamp', 'NDATA'),
  stamped('payloads-ddata-timestamp', 'DDATA'),
  stamped('payloads-ddeath-timestamp', 'DDEATH'),
  clause('payloads-timestamp-in-UTC', 'Messages are stamped in UTC.', everyMessage, ({ message }) => {
    const offMs = Math.abs((message.payload?.timestamp ?? message.atMs) - message.atMs);
    return offMs <= CLOCK_ERROR_MS_MAX ? null : `off by ${offMs} ms at ${message.topic}`;
  }),
  clause(
    'payloads-metric-timestamp-in-UTC',
    'Metrics are stamped in UTC: late ones in the past, others now.',
    (transcript) =>
      everyMessage(transcript).flatMap(({ message }) =>
        (message.payload?.metrics ?? []).map((metric) => ({ metric, message })),
      ),
    ({ metric, message }) => {
      const aheadMs = (metric.timestamp ?? message.atMs) - message.atMs;
      const isLate = metric.isHistorical === true;
      const isRight = aheadMs <= CLOCK_ERROR_MS_MAX && (isLate || aheadMs >= -CLOCK_ERROR_MS_MAX);
      return isRight ? null : `off by ${aheadMs} ms at ${message.topic}`;
    },
  ),
];
