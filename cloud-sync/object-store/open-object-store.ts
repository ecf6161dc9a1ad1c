/** Makes the object store that the configuration names. Nothing is sent yet: a line that is down keeps no bay closed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BayError } from '../../device/errors/bay-error.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import { folderMissing } from './errors.ts';
import { memoryIn, memoryOfProcess } from './folder-mark.ts';
import { FolderObjectStore } from './folder-object-store.ts';
import type { FolderConfig, ObjectStoreConfig } from './object-store.config.ts';
import { S3ObjectStore } from './s3-object-store.ts';

const MIB = 1024 * 1024;
/** Of those who send now and then. */
const SENDINGS_AT_ONCE = 2;

export interface ObjectStoreUser {
  /** Of the appliance that uses it, which keeps there which folder it is; null for who has none. */
  readonly dataDirectory: string | null;
  /** Whether it only reads what others put there; then it makes no folder. */
  readonly readsOnly?: boolean;
  readonly sendingsAtOnce?: number;
}

/**
 * Throws `object-store/file-unreadable` for a key or a certificate that cannot be read: that can never work; for who only
 * reads `object-store/folder-missing` too, at once: a wrong path is not to be waited for.
 */
export function openObjectStore(config: ObjectStoreConfig, user: ObjectStoreUser): ObjectStore {
  if (config.kind === 'folder') {
    if (user.readsOnly === true) checkThatItHoldsSomething(config);
    return openFolder(config, user);
  }
  const { endpoint, region, bucket, accessKeyId, secretKeyFile, caFile, partMiB, idleSeconds } = config;
  const secretAccessKey = (read(secretKeyFile).toString('utf8').split('\n', 1)[0] ?? '').trim();
  return new S3ObjectStore({
    ...{ endpoint, region, bucket, accessKeyId, secretAccessKey, idleMs: idleSeconds * 1_000 },
    ca: caFile === null ? null : read(caFile),
    partBytes: partMiB * MIB,
    sendingsAtOnce: user.sendingsAtOnce ?? SENDINGS_AT_ONCE,
  });
}

/** A drive that is told to be mounted may come yet. */
function checkThatItHoldsSomething({ path, mustBeMounted }: FolderConfig): void {
  if (!existsSync(path)) throw folderMissing(`there is no ${resolve(path)}`);
  if (!mustBeMounted && readdirSync(path).length === 0) throw folderMissing(`${resolve(path)} holds nothing`);
}

export function openFolder(
  config: FolderConfig,
  { dataDirectory, readsOnly = false, sendingsAtOnce = SENDINGS_AT_ONCE }: ObjectStoreUser,
): FolderObjectStore {
  const memory = dataDirectory === null ? memoryOfProcess() : memoryIn(dataDirectory);
  return new FolderObjectStore({ ...config, sendingsAtOnce, memory, mayBegin: !readsOnly });
}

function read(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new BayError('object-store/file-unreadable', `The file ${file} cannot be read.`, {
      hint: 'Correct `sync.to` in the configuration, or put the file there.',
      cause: error,
    });
  }
}
