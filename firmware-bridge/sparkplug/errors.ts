/** What can go wrong towards a Sparkplug broker. */
import { BayError } from '../../device/errors/bay-error.ts';

export function payloadUnreadable(detail: string, cause?: unknown): BayError {
  return new BayError('sparkplug/payload-unreadable', `A Sparkplug message cannot be read: ${detail}.`, {
    hint: 'Check the program that sent it; nothing was done.',
    cause,
  });
}

export function brokerUnreachable(broker: string, detail: string, cause?: unknown): BayError {
  return new BayError('sparkplug/broker-unreachable', `The Sparkplug broker ${broker} does not answer: ${detail}.`, {
    hint: 'Check sparkplug.brokers, the name and the line; the bay goes on trying.',
    retryable: true,
    cause,
  });
}

export function brokerRefused(broker: string, detail: string, cause?: unknown): BayError {
  return new BayError('sparkplug/broker-refused', `The Sparkplug broker ${broker} refused the bay: ${detail}.`, {
    hint: 'Check the user, the password file and the certificate under sparkplug, and the rights of the bay there.',
    retryable: true,
    cause,
  });
}

export function lineLost(broker: string, detail: string): BayError {
  return new BayError('sparkplug/line-lost', `The line to the Sparkplug broker ${broker} is lost: ${detail}.`, {
    hint: 'Nothing has to be done: what happens meanwhile is kept and sent afterwards.',
    retryable: true,
  });
}

export function secretUnreadable(file: string, cause: unknown): BayError {
  return new BayError('sparkplug/secret-unreadable', `The file ${file} cannot be read.`, {
    hint: 'Check the path under sparkplug and that the bay may read it.',
    cause,
  });
}
