/** What a node does that waits for a primary host. */
import { z } from 'zod';
import { type Clause, clause, published, typeOf } from './clause.ts';
import type { Message, Session, Transcript } from './transcript.ts';

interface StateMessage {
  readonly at: number;
  readonly host: string;
  readonly online: boolean;
  readonly timestamp: number;
  /** Older than one that the node had heard before at this broker. */
  readonly isLate: boolean;
}

const schema = z.object({ online: z.boolean(), timestamp: z.number() });

function statesIn({ received }: Session, primaryHost: string | null, heardBefore: number): StateMessage[] {
  let newest = heardBefore;
  return received.flatMap((message) => {
    const state = readState(message);
    if (state === null) return [];
    const isLate = state.host === primaryHost && state.timestamp < newest;
    if (state.host === primaryHost && !isLate) newest = state.timestamp;
    return [{ ...state, at: message.at, isLate }];
  });
}

function readState({ parsed, bytes }: Message): { host: string; online: boolean; timestamp: number } | null {
  if (parsed?.type !== 'STATE') return null;
  try {
    const read = schema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return read.success ? { host: parsed.host, ...read.data } : null;
  } catch {
    return null;
  }
}

interface Waiting {
  readonly session: Session;
  readonly states: readonly StateMessage[];
}

/** Sessions of a node that waits for a host; none where it waits for nobody. */
function waiting({ sessions, context }: Transcript): Waiting[] {
  if (context.primaryHost === null) return [];
  return sessions.map((session, index) => {
    const isSameBroker = (other: Session): boolean => other.connect.broker === session.connect.broker;
    const unbroken = sessions.slice(0, index).toReversed();
    const same = unbroken.slice(0, unbroken.findIndex((other) => !isSameBroker(other)) >>> 0);
    const heard = same.flatMap((other) => statesIn(other, context.primaryHost, Number.NEGATIVE_INFINITY));
    const newest = Math.max(Number.NEGATIVE_INFINITY, ...heard.map(({ timestamp }) => timestamp));
    return { session, states: statesIn(session, context.primaryHost, newest) };
  });
}

const birthAt = ({ messages }: Session): number | null =>
  messages.find((message) => typeOf(message) === 'NBIRTH')?.at ?? null;

const waitClause = (
  id: string,
  says: string,
  isReason: (state: StateMessage, host: string | null) => boolean,
): Clause =>
  clause(
    id,
    says,
    (transcript) => waiting(transcript).filter(({ session }) => birthAt(session) !== null),
    ({ session, states }, { context }) => {
      const at = birthAt(session) ?? 0;
      const reasons = states.filter((state) => state.at < at && isReason(state, context.primaryHost));
      return reasons.length > 0 ? null : `connection ${session.connect.connection} was born without`;
    },
  );

/** Offline messages of the host that a born session heard, with what the node did about them. */
function offlines(transcript: Transcript): (Waiting & { readonly state: StateMessage })[] {
  return waiting(transcript).flatMap((subject) => {
    const born = birthAt(subject.session);
    const overAt = subject.session.disconnectAt ?? subject.session.closedAt ?? Number.POSITIVE_INFINITY;
    return subject.states
      .filter(({ host, online }) => host === transcript.context.primaryHost && !online)
      .filter(({ at }) => born !== null && at > born && at < overAt)
      .map((state) => ({ ...subject, state }));
  });
}

const inForce = (transcript: Transcript) => offlines(transcript).filter(({ state }) => !state.isLate);

function leaves({ session, state }: Waiting & { state: StateMessage }): string | null {
  const after = session.messages.filter(({ at }) => at > state.at);
  if (session.disconnectAt === null) return `connection ${session.connect.connection} stayed`;
  return after.length === 1 && typeOf(after[0] as Message) === 'NDEATH'
    ? null
    : `it said ${after.length} things before leaving`;
}

/** Each offline in force with the connection that followed. */
const followed = (transcript: Transcript) =>
  inForce(transcript).map(({ session }) => ({
    from: session,
    to: transcript.sessions[transcript.sessions.indexOf(session) + 1],
  }));

function walks({ from, to }: { from: Session; to: Session | undefined }, { context }: Transcript): string | null {
  if (to === undefined) return 'it did not come back';
  const due = (from.connect.broker + 1) % context.brokers;
  return to.connect.broker === due ? null : `it went to broker ${to.connect.broker} instead of ${due}`;
}

export const PRIMARY_HOST_CLAUSES: readonly Clause[] = [
  waitClause('message-flow-edge-node-birth-publish-phid-wait', 'Births wait for a STATE message.', () => true),
  waitClause(
    'message-flow-edge-node-birth-publish-phid-wait-id',
    'Births wait for the STATE of the right host.',
    ({ host }, primary) => host === primary,
  ),
  waitClause(
    'message-flow-edge-node-birth-publish-phid-wait-online',
    'Births wait for a host that is online.',
    ({ host, online }, primary) => host === primary && online,
  ),
  waitClause(
    'message-flow-edge-node-birth-publish-phid-wait-timestamp',
    'Births wait for a STATE that is not older than the last.',
    ({ host, online, isLate }, primary) => host === primary && online && !isLate,
  ),
  {
    id: 'operational-behavior-edge-node-birth-sequence-wait',
    says: 'Nothing is born while the host is not online.',
    judge: (transcript) => {
      const subjects = waiting(transcript);
      const breaches = subjects.flatMap(({ session, states }) =>
        published(
          'NBIRTH',
          'DBIRTH',
        )({ ...transcript, sessions: [session] }).flatMap(({ message }) => {
          const known = states.findLast(
            (state) => state.at < message.at && state.host === transcript.context.primaryHost && !state.isLate,
          );
          return known?.online === true ? [] : [`${message.topic} without its host`];
        }),
      );
      return { seen: subjects.length, breaches };
    },
  },
  clause(
    'message-flow-edge-node-birth-publish-phid-offline',
    'When the host goes offline the node publishes NDEATH and leaves.',
    inForce,
    leaves,
  ),
  clause(
    'operational-behavior-edge-node-termination-host-offline',
    'When the host goes offline the node disconnects.',
    inForce,
    ({ session }) => (session.disconnectAt === null ? `connection ${session.connect.connection} stayed` : null),
  ),
  clause(
    'operational-behavior-edge-node-termination-host-offline-reconnect',
    'Then it tries the next broker of its list.',
    followed,
    walks,
  ),
  clause(
    'operational-behavior-primary-application-state-with-multiple-servers-walk',
    'A node without its host moves on to the next broker.',
    (transcript) => (transcript.context.brokers > 1 ? followed(transcript) : []),
    walks,
  ),
  clause(
    'operational-behavior-edge-node-termination-host-offline-timestamp',
    'An offline STATE that is older than the last is ignored.',
    (transcript) => offlines(transcript).filter(({ state }) => state.isLate),
    ({ session, state }) => {
      const next = session.messages.find(({ at }) => at > state.at);
      return next !== undefined &&
        typeOf(next) === 'NDEATH' &&
        session.disconnectAt !== null &&
        !session.messages.some(({ at }) => at > state.at && at < next.at)
        ? wasAskedToLeave(session, state, next)
        : null;
    },
  ),
];

/** It left, but perhaps because of another STATE message or because the bay was closed. */
function wasAskedToLeave({ received }: Session, state: StateMessage, death: Message): string | null {
  const another = received.some(
    (message) => message.at > state.at && message.at < death.at && readState(message)?.online === false,
  );
  return another ? null : 'it left for a late STATE message';
}
