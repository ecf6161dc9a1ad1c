/** Ids and topics. */
import { NAMESPACE } from '../topics.ts';
import { type Clause, clause, deviceOf, everyMessage, type InSession, published, typeOf, wills } from './clause.ts';
import type { Message, Transcript } from './transcript.ts';

const levels = ({ topic }: Message): string[] => topic.split('/');
const nodeAndWill = (transcript: Transcript): InSession[] => [...everyMessage(transcript), ...wills(transcript)];
const ofDevices = published('DBIRTH', 'DDATA', 'DDEATH');

const isWellFormed = (id: string): boolean => id.length > 0 && id.isWellFormed() && !id.includes('\uFFFD');
const isPlain = (id: string): boolean => !/[+/#]/.test(id);
const hasTopicCharacters = (id: string): boolean => !/[\0+#]/.test(id);

type Part = 'group' | 'node' | 'device';

function idClause(id: string, says: string, part: Part, isGood: (id: string) => boolean): Clause {
  const place = { group: 1, node: 3, device: 4 }[part];
  return clause(id, says, part === 'device' ? ofDevices : nodeAndWill, ({ message }, { context }) => {
    const found = levels(message)[place] ?? '';
    if (!isGood(found)) return `${part} ${JSON.stringify(found)}`;
    return part !== 'device' && found !== context[part] ? `${part} ${found} is not ${context[part]}` : null;
  });
}

function topicClause(
  id: string,
  says: string,
  type: 'NBIRTH' | 'NDATA' | 'NDEATH' | 'DBIRTH' | 'DDATA' | 'DDEATH',
): Clause {
  const subjects = type === 'NDEATH' ? nodeAndWill : everyMessage;
  return clause(
    id,
    says,
    (transcript) => subjects(transcript).filter(({ message }) => levels(message).includes(type)),
    ({ message }, { context }) => {
      const device = type.startsWith('D') ? [deviceOf(message) ?? '?'] : [];
      const due = [NAMESPACE, context.group, type, context.node, ...device].join('/');
      return message.topic === due ? null : `${message.topic} instead of ${due}`;
    },
  );
}

/** Commands are the host's; the node's part is that it listens at the right place. */
function commandTopicClause(id: string, says: string, type: 'NCMD' | 'DCMD'): Clause {
  return clause(
    id,
    says,
    ({ sessions }) =>
      sessions.flatMap(({ subscriptions }) => subscriptions.filter(({ topic }) => topic.includes(type))),
    ({ topic }, { context }) => {
      const start = [NAMESPACE, context.group, type, context.node].join('/');
      const isRight =
        type === 'NCMD' ? topic === start : topic.startsWith(`${start}/`) && topic.split('/').length === 5;
      return isRight ? null : `it listens at ${topic}`;
    },
  );
}

function sameButForCase(names: readonly string[]): string | null {
  const lower = names.map((name) => name.toLowerCase());
  const twice = names.find((name, at) => lower.indexOf(name.toLowerCase()) !== at);
  return twice === undefined ? null : `${twice} is there twice but for case`;
}

export const ADDRESSING_CLAUSES: readonly Clause[] = [
  idClause('intro-group-id-string', 'The group is a UTF-8 string in its place of the topic.', 'group', isWellFormed),
  idClause(
    'intro-group-id-chars',
    'The group has only characters that MQTT allows in a topic.',
    'group',
    hasTopicCharacters,
  ),
  idClause('intro-edge-node-id-string', 'The node is a UTF-8 string in its place of the topic.', 'node', isWellFormed),
  idClause(
    'intro-edge-node-id-chars',
    'The node has only characters that MQTT allows in a topic.',
    'node',
    hasTopicCharacters,
  ),
  idClause('intro-device-id-string', 'A device is a UTF-8 string in its place of the topic.', 'device', isWellFormed),
  idClause(
    'intro-device-id-chars',
    'A device has only characters that MQTT allows in a topic.',
    'device',
    hasTopicCharacters,
  ),
  idClause('topic-structure-namespace-valid-group-id', 'The group has no +, / or #.', 'group', isPlain),
  idClause('topic-structure-namespace-valid-edge-node-id', 'The node has no +, / or #.', 'node', isPlain),
  idClause('topic-structure-namespace-valid-device-id', 'A device has no +, / or #.', 'device', isPlain),
  clause(
    'topic-structure',
    'Every topic is namespace, group, type, node and perhaps device.',
    nodeAndWill,
    ({ message }) => (message.parsed === null || message.parsed.type === 'STATE' ? message.topic : null),
  ),
  clause('topic-structure-namespace-a', 'The namespace is spBv1.0.', nodeAndWill, ({ message }) =>
    levels(message)[0] === NAMESPACE ? null : message.topic,
  ),
  clause(
    'topic-structure-namespace-device-id-associated-message-types',
    'Messages of a device name it.',
    (transcript) =>
      nodeAndWill(transcript).filter(({ message }) => /^D(BIRTH|DATA|DEATH|CMD)$/.test(levels(message)[2] ?? '')),
    ({ message }) => (levels(message).length === 5 && levels(message)[4] !== '' ? null : message.topic),
  ),
  clause(
    'topic-structure-namespace-device-id-non-associated-message-types',
    'Messages of the node name no device.',
    (transcript) =>
      nodeAndWill(transcript).filter(({ message }) => /^N(BIRTH|DATA|DEATH|CMD)$/.test(levels(message)[2] ?? '')),
    ({ message }) => (levels(message).length === 4 ? null : message.topic),
  ),
  clause(
    'topic-structure-namespace-unique-device-id',
    'No two devices of the node have one id.',
    ({ sessions }) => sessions.filter(({ messages }) => messages.some((message) => typeOf(message) === 'DBIRTH')),
    ({ messages }) => {
      let born = new Set<string>();
      for (const message of messages) {
        const device = deviceOf(message) ?? '';
        if (typeOf(message) === 'NBIRTH') born = new Set();
        if (typeOf(message) === 'DDEATH') born.delete(device);
        if (typeOf(message) !== 'DBIRTH') continue;
        if (born.has(device)) return `${device} was born twice`;
        born.add(device);
      }
      return null;
    },
  ),
  clause(
    'case-sensitivity-sparkplug-ids',
    'No two ids of the node differ by case alone.',
    ({ sessions }) => sessions.filter(({ messages }) => messages.some((message) => typeOf(message) === 'DBIRTH')),
    ({ messages }) => sameButForCase([...new Set(messages.flatMap((message) => deviceOf(message) ?? []))]),
  ),
  clause(
    'case-sensitivity-metric-names',
    'No two metrics of a birth differ by case alone.',
    published('NBIRTH', 'DBIRTH'),
    ({ message }) => sameButForCase(message.payload?.metrics.map(({ name }) => name ?? '') ?? []),
  ),
  topicClause('topics-nbirth-topic', 'The birth of the node is published where the node is addressed.', 'NBIRTH'),
  topicClause('topics-ndata-topic', 'Data of the node is published where the node is addressed.', 'NDATA'),
  topicClause('topics-ndeath-topic', 'The death of the node is published where the node is addressed.', 'NDEATH'),
  topicClause('topics-dbirth-topic', 'The birth of a device is published where the device is addressed.', 'DBIRTH'),
  topicClause('topics-ddata-topic', 'Data of a device is published where the device is addressed.', 'DDATA'),
  topicClause('topics-ddeath-topic', 'The death of a device is published where the device is addressed.', 'DDEATH'),
  commandTopicClause('topics-ncmd-topic', 'Commands to the node are listened to where the node is addressed.', 'NCMD'),
  commandTopicClause(
    'topics-dcmd-topic',
    'Commands to a device are listened to where the device is addressed.',
    'DCMD',
  ),
  topicClause(
    'message-flow-edge-node-birth-publish-nbirth-topic',
    'The session begins with a birth at the node’s topic.',
    'NBIRTH',
  ),
  topicClause('message-flow-device-birth-publish-dbirth-topic', 'Devices are born at their own topics.', 'DBIRTH'),
  clause(
    'message-flow-edge-node-birth-publish-will-message-topic',
    'The will goes to the node’s NDEATH topic.',
    wills,
    ({ message }, { context }) => {
      const due = [NAMESPACE, context.group, 'NDEATH', context.node].join('/');
      return message.topic === due ? null : message.topic;
    },
  ),
];
