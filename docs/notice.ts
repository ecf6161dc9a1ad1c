/**
 * Writes NOTICE from what is shipped: `node_modules/.bin/node docs/notice.ts`. A test holds the file against it.
 *
 * What a bay runs is read from the lock file, not from the folder of packages: that folder holds only the ones for
 * this machine's processor, and NOTICE must be the same on all.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CATALOG, isConverted } from '../models/catalog.ts';

const ROOT = join(import.meta.dirname, '..');

/** Development packages whose code ends up in the built pages. */
const BUNDLED_INTO_PAGES = ['@fontsource-variable/noto-sans', '@fontsource-variable/noto-sans-jp', 'lean-qr', 'preact'];

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  /** Development, or an optional companion of something shipped; nothing shipped loads it. */
  readonly devOptional?: boolean;
  readonly os?: readonly string[];
}

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** Sorted by name; a package that is there in two versions is named twice. */
export function shippedPackages(
  locked: Readonly<Record<string, LockedPackage>>,
  licenceOf: (folder: string) => string,
): readonly ShippedPackage[] {
  const found = new Map<string, ShippedPackage>();
  for (const [folder, entry] of Object.entries(locked)) {
    if (folder === '' || !isShipped(entry) || entry.version === undefined) continue;
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = entry.license ?? licenceOf(folder);
    found.set(`${name}@${entry.version}`, { name, version: entry.version, licence });
  }
  return [...found.values()].toSorted((one, other) =>
    `${one.name}@${one.version}` < `${other.name}@${other.version}` ? -1 : 1,
  );
}

/** A bay runs Linux, on either processor. */
function isShipped({ dev, devOptional, os }: LockedPackage): boolean {
  return dev !== true && devOptional !== true && (os === undefined || os.includes('linux'));
}

export function noticeText(): string {
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockedPackage> };
  const shipped = shippedPackages(lock.packages, licenceInPackage);
  const models = CATALOG.filter(isConverted).map(
    ({ name, source, licence, sha256 }) =>
      `  ${name}: ${licence}, from ${source.file} of the npm package ${source.npmPackage}\n    sha256 ${sha256}`,
  );
  const bundled = BUNDLED_INTO_PAGES.map((name) => `${name}\n\n${indent(read(`node_modules/${name}/LICENSE`).trim())}`);
  return `${[
    'Swingbay\nCopyright the Swingbay authors\n\nLicensed under the Apache License, version 2.0; see LICENSE.',
    'This file is made from the lock file and the model catalog by docs/notice.ts.',
    heading('Pose models'),
    'Converted at set-up from weights by Google (MediaPipe), without change to their values:',
    models.join('\n'),
    heading('Bundled into the pages'),
    bundled.join('\n\n'),
    heading('npm packages'),
    'Installed beside Swingbay, each with its own licence file:',
    shipped.map(({ name, version, licence }) => `  ${name} ${version}: ${licence}`).join('\n'),
    heading('Not shipped'),
    'GStreamer, FFmpeg and Chromium are installed from the distribution and run as programs of their own.',
  ].join('\n\n')}\n`;
}

/** For packages of the old style, which name their licences in a list that the lock file does not repeat. */
function licenceInPackage(folder: string): string {
  const { licenses } = JSON.parse(read(`${folder}/package.json`)) as { licenses?: readonly { type: string }[] };
  const names = (licenses ?? []).map(({ type }) => type).join(' OR ');
  if (names === '') throw new TypeError(`${folder} names no licence, so it cannot be shipped`);
  return names;
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

function heading(title: string): string {
  return `${title}\n${'-'.repeat(title.length)}`;
}

function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

if (import.meta.main) writeFileSync(join(ROOT, 'NOTICE'), noticeText());
