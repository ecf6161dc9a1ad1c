/** Births: what must be first, what must be in them, and what a request for them brings. */
import { DATA_TYPES, type Metric } from '../payload.ts';
import { birthsBefore, type Clause, clause, deviceOf, isData, type InSession, published, typeOf } from './clause.ts';
import type { Message, Session, Transcript } from './transcript.ts';

const REBIRTH = 'Node Control/Rebirth';

const rebirthMetric = ({ message }: InSession): Metric | undefined =>
  message.payload?.metrics.find(({ name }) => name === REBIRTH);

const rebirthClause = (id: string, says: string, isRight: (metric: Metric) => boolean): Clause =>
  clause(id, says, published('NBIRTH'), (subject) => {
    const metric = rebirthMetric(subject);
    return metric !== undefined && isRight(metric) ? null : JSON.stringify(metric ?? 'no such metric');
  });

const spoken = ({ sessions }: Transcript): Session[] => sessions.filter(({ messages }) => messages.length > 0);

/** The devices that were there when this message was sent, as the bay knew it. */
function devicesAt({ observations }: Transcript, at: number): readonly string[] {
  const known = observations.slice(0, at).findLast((entry) => entry.kind === 'devices');
  return known?.kind === 'devices' ? known.present : [];
}

/** Data before every device that is there has been born. */
const afterAllBirths = (id: string, type: 'NDATA' | 'DDATA'): Clause =>
  clause(
    id,
    `No ${type} before the node and its devices are born.`,
    published(type),
    ({ message, session }, transcript) => {
      const { node, devices } = birthsBefore(session, message.at);
      if (node === null) return `${message.topic} before NBIRTH`;
      const missing = devicesAt(transcript, node.at).filter(
        (device) =>
          !devices.has(device) && !session.messages.some((other) => other.at < message.at && isDeathOf(other, device)),
      );
      if (missing.length > 0) return `${message.topic} before the birth of ${missing.join(', ')}`;
      const device = deviceOf(message);
      return device === null || devices.has(device) ? null : `${message.topic} of a device that is not born`;
    },
  );

const isDeathOf = (message: Message, device: string): boolean =>
  typeOf(message) === 'DDEATH' && deviceOf(message) === device;

interface RebirthRequest {
  readonly session: Session;
  readonly request: Message;
  /** What the node published from then on in this session. */
  readonly after: readonly Message[];
}

/** Requests that the broker had kept from before are none. */
function rebirthRequests({ sessions }: Transcript): RebirthRequest[] {
  return sessions.flatMap((session) =>
    session.received
      .filter((message) => typeOf(message) === 'NCMD' && !message.retain)
      .filter(({ payload }) => payload?.metrics.some(({ name, value }) => name === REBIRTH && value === true))
      .filter(({ at }) => birthsBefore(session, at).node !== null)
      .map((request) => ({ session, request, after: session.messages.filter(({ at }) => at > request.at) })),
  );
}

export const bdSeqOf = (message: Message | null | undefined): unknown =>
  message?.payload?.metrics.find(({ name }) => name === 'bdSeq')?.value;

export const BIRTH_CLAUSES: readonly Clause[] = [
  clause('principles-birth-certificates-order', 'The first message of a session is NBIRTH.', spoken, ({ messages }) =>
    typeOf(messages[0] as Message) === 'NBIRTH' ? null : `${messages[0]?.topic} is first`,
  ),
  clause(
    'message-flow-edge-node-birth-publish-connect',
    'Births come in a session that the broker has accepted.',
    published('NBIRTH', 'DBIRTH'),
    ({ message, session }) => (session.connackAt !== null && session.connackAt < message.at ? null : message.topic),
  ),
  clause(
    'message-flow-device-birth-publish-nbirth-wait',
    'Devices are born after their node in the same session.',
    published('DBIRTH'),
    ({ message, session }) => (birthsBefore(session, message.at).node === null ? message.topic : null),
  ),
  clause(
    'message-flow-device-birth-publish-dbirth-match-edge-node-topic',
    'Devices are born under the group and node of NBIRTH.',
    published('DBIRTH'),
    ({ message, session }) => {
      const [, group, , node] = birthsBefore(session, message.at).node?.topic.split('/') ?? [];
      const [, ownGroup, , ownNode] = message.topic.split('/');
      return group === ownGroup && node === ownNode ? null : message.topic;
    },
  ),
  {
    id: 'payloads-dbirth-order',
    says: 'All devices that are there are born right after the node, before any data.',
    judge: (transcript) => {
      const births = published('NBIRTH')(transcript);
      const breaches = births.flatMap(({ message, session }) => {
        const following = session.messages.filter(({ at }) => at > message.at);
        const run = following.slice(0, following.findIndex((other) => typeOf(other) !== 'DBIRTH') >>> 0);
        const born = new Set(run.map(deviceOf));
        const isCut = run.length === following.length && session.disconnectAt === null;
        const missing = devicesAt(transcript, message.at).filter((device) => !born.has(device));
        return missing.length > 0 && !isCut ? [`${missing.join(', ')} not born right after ${message.topic}`] : [];
      });
      return { seen: births.length, breaches };
    },
  },
  afterAllBirths('payloads-ndata-order', 'NDATA'),
  afterAllBirths('payloads-ddata-order', 'DDATA'),
  rebirthClause(
    'topics-nbirth-rebirth-metric',
    'NBIRTH offers a rebirth, as a Boolean that is false.',
    ({ datatype, value }) => datatype === DATA_TYPES.Boolean && value === false,
  ),
  rebirthClause(
    'payloads-nbirth-rebirth-req',
    'NBIRTH has Node Control/Rebirth, false.',
    ({ value }) => value === false,
  ),
  rebirthClause('operational-behavior-data-commands-rebirth-name', 'NBIRTH has Node Control/Rebirth.', () => true),
  rebirthClause(
    'operational-behavior-data-commands-rebirth-name-aliases',
    'Node Control/Rebirth has no alias.',
    ({ alias }) => alias === undefined,
  ),
  rebirthClause(
    'operational-behavior-data-commands-rebirth-datatype',
    'Node Control/Rebirth is a Boolean.',
    ({ datatype }) => datatype === DATA_TYPES.Boolean,
  ),
  rebirthClause(
    'operational-behavior-data-commands-rebirth-value',
    'Node Control/Rebirth is false.',
    ({ value }) => value === false,
  ),
  clause(
    'operational-behavior-data-commands-rebirth-action-1',
    'After a request for births no data comes before them.',
    rebirthRequests,
    ({ after }) => {
      const first = after.find((message) => isData(message) || typeOf(message) === 'NBIRTH');
      return first === undefined || typeOf(first) === 'NBIRTH' ? null : `${first.topic} after the request`;
    },
  ),
  clause(
    'operational-behavior-data-commands-rebirth-action-2',
    'A request brings the births of the node and its devices.',
    rebirthRequests,
    ({ session, request, after }) => {
      const before = birthsBefore(session, request.at).devices;
      const at = after.findIndex((message) => typeOf(message) === 'NBIRTH');
      if (at < 0) return 'no NBIRTH followed';
      const born = new Set(
        after
          .slice(at + 1)
          .filter((message) => typeOf(message) === 'DBIRTH')
          .map(deviceOf),
      );
      const missing = [...before.keys()].filter((device) => !born.has(device));
      return missing.length === 0 ? null : `${missing.join(', ')} not born again`;
    },
  ),
  clause(
    'operational-behavior-data-commands-rebirth-action-3',
    'A rebirth has the bdSeq of the will.',
    rebirthRequests,
    ({ session, after }) => {
      const reborn = after.find((message) => typeOf(message) === 'NBIRTH');
      return bdSeqOf(reborn) === bdSeqOf(session.will) ? null : `bdSeq ${String(bdSeqOf(reborn))}`;
    },
  ),
  clause(
    'operational-behavior-device-ddeath',
    'A device that was lost is declared dead.',
    ({ observations, sessions }) =>
      observations.flatMap((entry, at) =>
        entry.kind === 'device-lost' ? [{ device: entry.device, at, sessions }] : [],
      ),
    ({ device, at, sessions }) =>
      sessions.some(({ messages }) => messages.some((message) => message.at > at && isDeathOf(message, device)))
        ? null
        : `no DDEATH of ${device}`,
  ),
  clause('payloads-nbirth-bdseq', 'NBIRTH has a bdSeq.', published('NBIRTH'), ({ message }) =>
    bdSeqOf(message) === undefined ? 'none' : null,
  ),
  clause('topics-nbirth-bdseq-included', 'NBIRTH has a bdSeq.', published('NBIRTH'), ({ message }) =>
    bdSeqOf(message) === undefined ? 'none' : null,
  ),
  ...(['topics-nbirth-bdseq-matching', 'payloads-nbirth-bdseq-repeat'] as const).map((id) =>
    clause(id, 'The bdSeq of NBIRTH is that of the will.', published('NBIRTH'), ({ message, session }) =>
      bdSeqOf(message) !== undefined && bdSeqOf(message) === bdSeqOf(session.will)
        ? null
        : `${String(bdSeqOf(message))} and ${String(bdSeqOf(session.will))}`,
    ),
  ),
  clause(
    'message-flow-edge-node-birth-publish-nbirth-payload-bdSeq',
    'The bdSeq of NBIRTH is an Int64, that of the will.',
    published('NBIRTH'),
    ({ message, session }) => {
      const metric = message.payload?.metrics.find(({ name }) => name === 'bdSeq');
      return metric?.datatype === DATA_TYPES.Int64 && metric.value === bdSeqOf(session.will)
        ? null
        : JSON.stringify(metric);
    },
  ),
];
