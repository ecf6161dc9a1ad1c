/** Quality of service, the retain flag, and that payloads are payloads. */
import { type Clause, clause, published, wills } from './clause.ts';

type Type = 'NBIRTH' | 'DBIRTH' | 'NDATA' | 'DDATA' | 'DDEATH';

const qos = (id: string, type: Type): Clause =>
  clause(id, `${type} is published with QoS 0.`, published(type), ({ message }) =>
    message.qos === 0 ? null : `QoS ${message.qos} at ${message.topic}`,
  );

const retain = (id: string, type: Type): Clause =>
  clause(id, `${type} is not retained.`, published(type), ({ message }) => (message.retain ? message.topic : null));

const both = (id: string, type: Type): Clause =>
  clause(id, `${type} is published with QoS 0 and not retained.`, published(type), ({ message }) =>
    message.qos === 0 && !message.retain ? null : `QoS ${message.qos}, retain ${message.retain} at ${message.topic}`,
  );

const readable = (id: string, type: 'NBIRTH' | 'DBIRTH'): Clause =>
  clause(id, `${type} carries Protocol Buffers.`, published(type), ({ message }) =>
    message.payload === null ? message.topic : null,
  );

export const DELIVERY_CLAUSES: readonly Clause[] = [
  both('topics-nbirth-mqtt', 'NBIRTH'),
  both('topics-dbirth-mqtt', 'DBIRTH'),
  both('topics-ndata-mqtt', 'NDATA'),
  both('topics-ddata-mqtt', 'DDATA'),
  both('topics-ddeath-mqtt', 'DDEATH'),
  qos('payloads-nbirth-qos', 'NBIRTH'),
  retain('payloads-nbirth-retain', 'NBIRTH'),
  qos('payloads-dbirth-qos', 'DBIRTH'),
  retain('payloads-dbirth-retain', 'DBIRTH'),
  qos('payloads-ndata-qos', 'NDATA'),
  retain('payloads-ndata-retain', 'NDATA'),
  qos('payloads-ddata-qos', 'DDATA'),
  retain('payloads-ddata-retain', 'DDATA'),
  qos('message-flow-edge-node-birth-publish-nbirth-qos', 'NBIRTH'),
  retain('message-flow-edge-node-birth-publish-nbirth-retained', 'NBIRTH'),
  qos('message-flow-device-birth-publish-dbirth-qos', 'DBIRTH'),
  retain('message-flow-device-birth-publish-dbirth-retained', 'DBIRTH'),
  readable('message-flow-edge-node-birth-publish-nbirth-payload', 'NBIRTH'),
  readable('message-flow-device-birth-publish-dbirth-payload', 'DBIRTH'),
  clause(
    'message-flow-edge-node-birth-publish-will-message-payload',
    'The will carries Protocol Buffers.',
    wills,
    ({ message }) => (message.payload === null ? message.topic : null),
  ),
];
