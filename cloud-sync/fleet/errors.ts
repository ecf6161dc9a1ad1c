/** What can go wrong between a bay and its fleet. */
import { BayError } from '../../device/errors/bay-error.ts';

export function lineLost(broker: string, detail: string, cause?: unknown): BayError {
  return new BayError('fleet/line-lost', `The fleet’s broker ${broker} is not reached: ${detail}.`, {
    hint: 'Check the line and fleet.broker; what happens meanwhile is kept and told afterwards.',
    retryable: true,
    cause,
  });
}

export function brokerRefused(broker: string, detail: string): BayError {
  return new BayError('fleet/broker-refused', `The fleet’s broker ${broker} refused the bay: ${detail}.`, {
    hint: 'Check the user, the password file and the certificate under fleet.broker, and the rights of the bay there.',
    retryable: true,
  });
}

export function secretUnreadable(file: string, cause: unknown): BayError {
  return new BayError('fleet/secret-unreadable', `The file ${file} cannot be read.`, {
    hint: 'Check the path under fleet.broker and that the bay may read it.',
    cause,
  });
}

export function callerSecretUnreadable(file: string, cause: unknown): BayError {
  return new BayError('fleet/secret-unreadable', `The file ${file} cannot be read.`, {
    hint: 'Check --password-file, --ca, --cert and --cert-key, and that you may read what they name.',
    cause,
  });
}

/** Who looks after a fleet stands at a machine of their own, which has no configuration of a bay. */
export function brokerUnreachable(broker: string, detail: string, cause?: unknown): BayError {
  return new BayError('fleet/broker-unreachable', `The fleet’s broker ${broker} cannot be reached: ${detail}.`, {
    hint: 'Check --broker, the network, and whether the broker runs; the bay was told nothing.',
    retryable: true,
    cause,
  });
}

export function certificateRefused(broker: string, detail: string, cause?: unknown): BayError {
  return new BayError('fleet/certificate-refused', `The certificate of ${broker} is not trusted: ${detail}.`, {
    hint: 'Name who signed it with --ca, and the broker in --broker as the certificate does; check this machine’s clock.',
    cause,
  });
}

export function callerRefused(broker: string, detail: string, cause?: unknown): BayError {
  return new BayError('fleet/broker-refused', `The fleet’s broker ${broker} refuses you: ${detail}.`, {
    hint: 'Check --username and --password-file, or --cert and --cert-key, and your rights at the broker.',
    cause,
  });
}

/** What was possible when the change was accepted, and is not any more when its turn comes. */
export function configurationRefused(code: string, detail: string): BayError {
  const isOnTrial = code === 'configuration-on-trial';
  return new BayError(`fleet/${code}`, `The configuration is not changed: ${detail}.`, {
    hint: isOnTrial ? 'Send the change again when the one before has been answered.' : 'Check what the change sets.',
    retryable: isOnTrial,
  });
}

export function configurationUnwritable(file: string, cause: unknown): BayError {
  return new BayError('fleet/configuration-unwritable', `The configuration ${file} cannot be written.`, {
    hint: 'Let the bay’s user write the file and the folder that it lies in.',
    cause,
  });
}

export function secretUnusable(detail: string, cause?: unknown): BayError {
  return new BayError('fleet/secret-unusable', `A certificate or key cannot be used: ${detail}.`, {
    hint: 'Check that --cert and --cert-key name files in PEM, and that the key is that of the certificate.',
    cause,
  });
}
