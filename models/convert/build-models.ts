import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { builtModelFile, builtModelsDirectory, projectDirectory, sha256Hex } from '../built-model.ts';
import { CATALOG, type CatalogEntry, type ConvertedEntry, isConverted } from '../catalog.ts';
import { ModelOutputError, ModelSourceError } from '../errors.ts';
import { convertGraph } from './convert-graph.ts';
import { writeOnnx } from './onnx-file.ts';
import { readTflite } from './tflite-file.ts';

/**
 * Builds every model of the catalog that is not there yet, checked before and after.
 *
 * A model appears under its name only when it is whole and right: it is written beside it and renamed. What was
 * checked is noted in `built.json` with size and time, so that a later run reads no weights to know that all is well.
 */

const STAMP_FILE = 'built.json';

type Stamp = Record<string, { sha256: string; bytes: number; modifiedMs: number }>;

export interface BuildOptions {
  outputDirectory?: string;
  /** Where a package's files lie; by default where npm installed it. */
  packageDirectory?: (npmPackage: string) => string;
  onProgress?: (line: string) => void;
}

export interface BuildOutcome {
  built: string[];
  alreadyThere: string[];
}

export async function buildModels(options: BuildOptions = {}): Promise<BuildOutcome> {
  const directory = options.outputDirectory ?? builtModelsDirectory();
  const packageDirectory = options.packageDirectory ?? installedPackage;
  const say = options.onProgress ?? (() => undefined);
  const stamp = await readStamp(join(directory, STAMP_FILE));
  const outcome: BuildOutcome = { built: [], alreadyThere: [] };
  for (const [index, entry] of CATALOG.entries()) {
    const file = builtModelFile(entry.name, directory);
    if (await isBuilt(entry, file, stamp)) {
      outcome.alreadyThere.push(entry.name);
      continue;
    }
    await mkdir(directory, { recursive: true });
    const startedMs = performance.now();
    const onnx = await onnxOf(entry, packageDirectory);
    await writeWhole(file, onnx);
    const { mtimeMs } = await stat(file);
    stamp[entry.name] = { sha256: entry.sha256, bytes: onnx.length, modifiedMs: mtimeMs };
    await writeWhole(join(directory, STAMP_FILE), new TextEncoder().encode(`${JSON.stringify(stamp, null, 2)}\n`));
    outcome.built.push(entry.name);
    const megabytes = (onnx.length / 1e6).toFixed(1);
    const tookMs = Math.round(performance.now() - startedMs);
    say(`model ${index + 1} of ${CATALOG.length}: ${entry.name}, ${megabytes} MB, ${tookMs} ms`);
  }
  return outcome;
}

async function onnxOf(entry: CatalogEntry, packageDirectory: (npmPackage: string) => string): Promise<Uint8Array> {
  if (isConverted(entry))
    return convertEntry(entry, await readSource(entry, packageDirectory(entry.source.npmPackage)));
  const file = join(projectDirectory(), 'models', 'trained', entry.source.trained);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ModelSourceError('missing', `${file} cannot be read.`, cause);
  });
  const actual = sha256Hex(bytes);
  if (actual !== entry.sha256) throw new ModelOutputError(entry.name, entry.sha256, actual);
  return bytes;
}

/** The conversion itself, checked against the catalog on both sides; no file is touched. */
export function convertEntry(entry: ConvertedEntry, source: Uint8Array): Uint8Array {
  const actual = sha256Hex(source);
  if (actual !== entry.source.sha256) {
    const { npmPackage, file } = entry.source;
    throw new ModelSourceError(
      'changed',
      `${file} of ${npmPackage} has sha256 ${actual}, expected ${entry.source.sha256}.`,
    );
  }
  const names = { graph: entry.name, input: entry.input.name, outputs: entry.outputs };
  const onnx = writeOnnx(convertGraph(readTflite(source), names));
  const built = sha256Hex(onnx);
  if (built !== entry.sha256) throw new ModelOutputError(entry.name, entry.sha256, built);
  return onnx;
}

async function readSource(entry: ConvertedEntry, packageDirectory: string): Promise<Uint8Array> {
  const file = join(packageDirectory, entry.source.file);
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new ModelSourceError('missing', `${file} cannot be read.`, cause);
  });
  return entry.source.range === undefined ? bytes : bytes.subarray(...entry.source.range);
}

function installedPackage(npmPackage: string): string {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${npmPackage}/package.json`));
  } catch (cause) {
    throw new ModelSourceError('missing', `The package ${npmPackage} is not installed.`, cause);
  }
}

/** Trusts a file that has the size and time noted when it was checked; reads and checks any other. */
async function isBuilt(entry: CatalogEntry, file: string, stamp: Stamp): Promise<boolean> {
  const found = await stat(file).catch(() => null);
  if (found === null || found.size !== entry.bytes) return false;
  const noted = stamp[entry.name];
  if (noted?.sha256 === entry.sha256 && noted.bytes === found.size && noted.modifiedMs === found.mtimeMs) return true;
  return sha256Hex(await readFile(file)) === entry.sha256;
}

async function readStamp(file: string): Promise<Stamp> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Stamp;
  } catch {
    // No stamp, or a torn one, only means that the models themselves are read and checked.
    return {};
  }
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, bytes);
    await rename(beside, file);
  } finally {
    await rm(beside, { force: true });
  }
}
