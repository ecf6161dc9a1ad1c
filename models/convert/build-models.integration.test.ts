import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtModelFile, readBuiltModel, sha256Hex } from '../built-model.ts';
import { CATALOG, type ConvertedEntry, catalogEntry } from '../catalog.ts';
import { buildModels, convertEntry } from './build-models.ts';

describe('building the models', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'swingbay-models-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('gives the catalog, byte for byte, and does nothing the second time', async () => {
    const lines: string[] = [];
    const first = await buildModels({ outputDirectory: directory, onProgress: (line) => lines.push(line) });
    expect(first.built).toEqual(CATALOG.map(({ name }) => name));
    expect(lines).toHaveLength(CATALOG.length);
    for (const entry of CATALOG) {
      const bytes = await readFile(builtModelFile(entry.name, directory));
      expect([bytes.length, sha256Hex(bytes)]).toEqual([entry.bytes, entry.sha256]);
    }
    const second = await buildModels({ outputDirectory: directory });
    expect(second).toEqual({ built: [], alreadyThere: first.built });
    expect((await readdir(directory)).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('builds again what was damaged, and only that', async () => {
    await buildModels({ outputDirectory: directory });
    const file = builtModelFile('pose-landmarks-lite', directory);
    const bytes = await readFile(file);
    bytes[1000] = (bytes[1000] as number) ^ 1;
    await writeFile(file, bytes);
    await expect(readBuiltModel('pose-landmarks-lite', directory)).rejects.toMatchObject({
      code: 'models/output-changed',
    });
    expect((await buildModels({ outputDirectory: directory })).built).toEqual(['pose-landmarks-lite']);
  });

  it('refuses weights that are not the ones of the catalog, before it reads them', async () => {
    const foreign = new Uint8Array(5000).fill(7);
    expect(() => convertEntry(catalogEntry('pose-detector') as ConvertedEntry, foreign)).toThrow(
      expect.objectContaining({ code: 'models/source-changed', hint: expect.stringContaining('npm ci') }),
    );
  });

  it('says which file is missing when the package is', async () => {
    const options = { outputDirectory: directory, packageDirectory: () => '/nowhere' };
    await expect(buildModels(options)).rejects.toMatchObject({ code: 'models/source-missing' });
    expect(await readdir(directory)).toEqual([]);
  });
});
