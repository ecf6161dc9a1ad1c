/** The connection: CONNECT and its will, what is listened to, and how it ends. */
import { DATA_TYPES } from '../payload.ts';
import { nextSequence } from '../sequence.ts';
import { bdSeqOf } from './birth.clauses.ts';
import { type Clause, clause, deaths, deviceOf, published, typeOf, wills } from './clause.ts';
import type { Session, Transcript } from './transcript.ts';

const all = ({ sessions }: Transcript): readonly Session[] => sessions;
const born = ({ sessions }: Transcript): Session[] =>
  sessions.filter(({ messages }) => messages.some((message) => typeOf(message) === 'NBIRTH'));
/** Sessions that the node ended itself with a good-bye. */
const ended = ({ sessions }: Transcript): Session[] => sessions.filter(({ disconnectAt }) => disconnectAt !== null);

const hasWill = (id: string): Clause =>
  clause(id, 'CONNECT carries a will.', all, ({ will, connect }) =>
    will === null ? `none in connection ${connect.connection}` : null,
  );
const willQos = (id: string): Clause =>
  clause(id, 'The will has QoS 1.', wills, ({ message }) => (message.qos === 1 ? null : `QoS ${message.qos}`));
const willRetain = (id: string): Clause =>
  clause(id, 'The will is not retained.', wills, ({ message }) => (message.retain ? 'retained' : null));

const deathBeforeLeaving = (id: string): Clause =>
  clause(id, 'NDEATH is published before DISCONNECT.', ended, ({ messages, disconnectAt, connect }) =>
    messages.some((message) => typeOf(message) === 'NDEATH' && message.at < (disconnectAt ?? 0))
      ? null
      : `none in connection ${connect.connection}`,
  );

/** Subjects: each connection but the first, with the one before; and the first of the node’s life. */
function bdSeqSteps({ sessions, context }: Transcript): { from: unknown; to: unknown }[] {
  const values = sessions.map(({ will }) => bdSeqOf(will));
  const steps = values.slice(1).map((to, at) => ({ from: values[at], to }));
  return context.isFirstLife && values.length > 0 ? [{ from: null, to: values[0] }, ...steps] : steps;
}

const stepProblem = ({ from, to }: { from: unknown; to: unknown }): string | null => {
  const due = typeof from === 'number' ? nextSequence(from) : 0;
  return to === due ? null : `${String(to)} after ${String(from)}`;
};

export const SESSION_CLAUSES: readonly Clause[] = [
  clause('principles-persistence-clean-session-311', 'CONNECT asks for a clean session.', all, ({ connect }) =>
    connect.clean && connect.level === 4 ? null : `clean ${connect.clean}, level ${connect.level}`,
  ),
  hasWill('message-flow-edge-node-birth-publish-will-message'),
  hasWill('payloads-ndeath-will-message'),
  willQos('message-flow-edge-node-birth-publish-will-message-qos'),
  willQos('payloads-ndeath-will-message-qos'),
  willRetain('message-flow-edge-node-birth-publish-will-message-will-retained'),
  willRetain('payloads-ndeath-will-message-retain'),
  clause(
    'topics-nbirth-bdseq-increment',
    'bdSeq begins at 0 and rises by one with each CONNECT.',
    bdSeqSteps,
    stepProblem,
  ),
  {
    id: 'message-flow-edge-node-birth-publish-will-message-payload-bdSeq',
    says: 'The will has bdSeq as an Int64, one above that of the last CONNECT, and 0 after 255.',
    judge: (transcript) => {
      const subjects = wills(transcript);
      const untyped = subjects.flatMap(({ message }) => {
        const metric = message.payload?.metrics.find(({ name }) => name === 'bdSeq');
        return metric?.datatype === DATA_TYPES.Int64 ? [] : [JSON.stringify(metric ?? 'no bdSeq')];
      });
      return {
        seen: subjects.length,
        breaches: [...untyped, ...bdSeqSteps(transcript).flatMap((step) => stepProblem(step) ?? [])],
      };
    },
  },
  clause('topics-ndeath-payload', 'NDEATH has bdSeq and nothing else.', deaths, ({ payload }) =>
    payload?.metrics.length === 1 && payload.metrics[0]?.name === 'bdSeq'
      ? null
      : JSON.stringify(payload?.metrics.map(({ name }) => name) ?? 'unreadable'),
  ),
  clause('payloads-ndeath-bdseq', 'NDEATH has the bdSeq of the births that it ends.', born, ({ will, messages }) => {
    const birth = messages.find((message) => typeOf(message) === 'NBIRTH');
    const own = messages.filter((message) => typeOf(message) === 'NDEATH');
    const odd = [will, ...own].find((death) => bdSeqOf(death) !== bdSeqOf(birth));
    return odd === undefined ? null : `${String(bdSeqOf(odd))} for ${String(bdSeqOf(birth))}`;
  }),
  clause(
    'message-flow-edge-node-ncmd-subscribe',
    'The node listens to its NCMD topic with QoS 1.',
    born,
    ({ subscriptions }, { context }) => {
      const topic = `spBv1.0/${context.group}/NCMD/${context.node}`;
      return subscriptions.some((each) => each.topic === topic && each.qos === 1) ? null : `not subscribed to ${topic}`;
    },
  ),
  {
    id: 'message-flow-device-dcmd-subscribe',
    says: 'The node listens to the DCMD topic of each device that takes commands, with QoS 1.',
    judge: (transcript) => {
      const subjects = published('DBIRTH')(transcript).filter(({ message }) =>
        message.payload?.metrics.some(({ name }) => name?.startsWith('Control/')),
      );
      const breaches = subjects.flatMap(({ message, session }) => {
        const topic = message.topic.replace('/DBIRTH/', '/DCMD/');
        const isHeard = session.subscriptions.some(
          (each) => each.topic === topic && each.qos === 1 && each.at < message.at,
        );
        return isHeard ? [] : [`not subscribed to ${topic}, device ${deviceOf(message)}`];
      });
      return { seen: subjects.length, breaches };
    },
  },
  deathBeforeLeaving('operational-behavior-edge-node-intentional-disconnect-ndeath'),
  deathBeforeLeaving('payloads-ndeath-will-message-publisher'),
  deathBeforeLeaving('payloads-ndeath-will-message-publisher-disconnect-mqtt311'),
  clause(
    'operational-behavior-edge-node-intentional-disconnect-packet',
    'Nothing is said between NDEATH and DISCONNECT.',
    ended,
    ({ messages }) =>
      typeOf(messages.at(-1) ?? (messages[0] as never)) === 'NDEATH' ? null : `${messages.at(-1)?.topic} is last`,
  ),
  {
    id: 'operational-behavior-primary-application-state-with-multiple-servers-single-server',
    says: 'The node is connected to one broker at a time.',
    judge: ({ sessions }) => {
      const pairs = sessions.slice(1).map((session, at) => ({ before: sessions[at], session }));
      const breaches = pairs.flatMap(({ before, session }) => {
        const overAt = before?.disconnectAt ?? before?.closedAt ?? Number.POSITIVE_INFINITY;
        return overAt < session.connect.at
          ? []
          : [`connection ${session.connect.connection} began before the last was over`];
      });
      return { seen: pairs.length, breaches };
    },
  },
];
