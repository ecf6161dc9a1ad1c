import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { catalogEntry, type ModelName } from './catalog.ts';
import { ModelMissingError, ModelOutputError } from './errors.ts';

/** Where the built models lie and how one is read: whole, and only if it is the one that the catalog names. */

/** The nearest folder above with a package.json: the same from the sources and from `dist`. */
export function projectDirectory(): string {
  let directory = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(directory, 'package.json')) && dirname(directory) !== directory)
    directory = dirname(directory);
  return directory;
}

export function builtModelsDirectory(): string {
  return join(projectDirectory(), 'models', 'built');
}

export function builtModelFile(name: ModelName, directory = builtModelsDirectory()): string {
  return join(directory, `${name}.onnx`);
}

export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

export interface BuiltModel {
  readonly name: ModelName;
  readonly file: string;
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/** Throws `models/missing` when the file is not there, `models/output-changed` when it is another one. */
export async function readBuiltModel(name: ModelName, directory = builtModelsDirectory()): Promise<BuiltModel> {
  const file = builtModelFile(name, directory);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ModelMissingError(file, cause);
  });
  const sha256 = sha256Hex(bytes);
  const expected = catalogEntry(name).sha256;
  if (sha256 !== expected) throw new ModelOutputError(name, expected, sha256);
  return { name, file, sha256, bytes };
}
