/** Makes the object store that the configuration names. Nothing is sent yet: a line that is down keeps no bay closed. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BayError } from '../../device/errors/bay-error.ts';
import type { ObjectStore } from '../../device/ports/object-store.port.ts';
import { folderMissing } from './errors.ts';
import { FolderObjectStore } from './folder-object-store.ts';
import type { ObjectStoreConfig } from './object-store.config.ts';
import { S3ObjectStore } from './s3-object-store.ts';

const MIB = 1024 * 1024;
/** Of those who send now and then. */
const SENDINGS_AT_ONCE = 2;

/** Throws `object-store/file-unreadable` for a key or a certificate that cannot be read: that can never work. */
export function openObjectStore(config: ObjectStoreConfig, sendingsAtOnce = SENDINGS_AT_ONCE): ObjectStore {
  if (config.kind === 'folder') return new FolderObjectStore({ ...config, sendingsAtOnce });
  const { endpoint, region, bucket, accessKeyId, secretKeyFile, caFile, partMiB, idleSeconds } = config;
  const secretAccessKey = (read(secretKeyFile).toString('utf8').split('\n', 1)[0] ?? '').trim();
  return new S3ObjectStore({
    ...{ endpoint, region, bucket, accessKeyId, secretAccessKey, idleMs: idleSeconds * 1_000 },
    ca: caFile === null ? null : read(caFile),
    partBytes: partMiB * MIB,
    sendingsAtOnce,
  });
}

/**
 * For whoever only reads: a folder that is not there is no empty object store but a wrong path, or a drive that is not
 * mounted. Throws `object-store/folder-missing` for it, and makes none.
 */
export function openObjectStoreToRead(config: ObjectStoreConfig): ObjectStore {
  if (config.kind === 'folder' && !existsSync(config.path)) throw folderMissing(`there is no ${resolve(config.path)}`);
  return openObjectStore(config);
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
