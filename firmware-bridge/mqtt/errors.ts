/** What opening the bay's MQTT side may fail with. What the broker refuses to strangers is in `refusals.ts`. */
import { BayError } from '../../device/errors/bay-error.ts';

export class MqttConfigurationError extends BayError {}

export function usersUnreadable(file: string, cause: unknown): MqttConfigurationError {
  return new MqttConfigurationError('mqtt/users-unreadable', `The broker's users in ${file} cannot be used.`, {
    hint: 'Check mqtt.broker.usersFile; the file must belong to the bay’s user and have mode 600.',
    cause,
  });
}

export function usersInvalid(file: string, line: number, problem: string): MqttConfigurationError {
  return new MqttConfigurationError('mqtt/users-invalid', `Line ${line} of ${file} is not a user: ${problem}.`, {
    hint: 'Make the line with `swingbay broker-user`.',
  });
}

export function usersNeeded(): MqttConfigurationError {
  return new MqttConfigurationError('mqtt/users-needed', 'The broker may not listen without users.', {
    hint: 'Set mqtt.broker.usersFile.',
  });
}

export function plaintextRefused(where: string): MqttConfigurationError {
  return new MqttConfigurationError('mqtt/plaintext-refused', `The broker may not listen on ${where} without TLS.`, {
    hint: 'Use mqtt.broker.tls, a loopback address, or set allowPlaintext where the network is yours alone.',
  });
}

export function secretUnreadable(what: string, file: string, cause: unknown): MqttConfigurationError {
  return new MqttConfigurationError('mqtt/secret-unreadable', `The ${what} ${file} cannot be used.`, {
    hint: 'Check the path in the section mqtt of the configuration and the rights of the file.',
    cause,
  });
}

export function cannotListen(where: string, cause: unknown): MqttConfigurationError {
  return new MqttConfigurationError('mqtt/address-taken', `The broker cannot listen on ${where}.`, {
    hint: 'Stop the other program that uses the port, or set another one in the section mqtt.',
    retryable: true,
    cause,
  });
}

export function brokerDidNotOpen(lastWords: string): BayError {
  return new BayError(
    'mqtt/broker-did-not-open',
    `The broker's process did not open: ${lastWords || 'it said nothing'}.`,
    {
      hint: 'The bay goes on without it; read the log for what it said last.',
      retryable: true,
    },
  );
}
