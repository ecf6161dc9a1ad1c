/** What can stand between an object store and what is made again from it. */
import { ObjectStoreError } from '../../device/ports/object-store.port.ts';

export function brokenOff(key: string, cause: unknown): ObjectStoreError {
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new ObjectStoreError('restore/broken-off', `The object ${key} broke off while it was read: ${detail}.`, {
    hint: 'Check the line; what has come is kept, and the same command goes on from there.',
    retryable: true,
    cause,
  });
}
