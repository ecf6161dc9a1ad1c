import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from './tidy-rules.ts';

/** Built, fetched or kept by tools; none of it is written by hand. */
const NOT_SOURCE = new Set(['node_modules', 'dist', 'built', 'coverage', '.git', '.swingbay', 'migrations']);
const TEXT = /(\.(tsx?|css|c|h|sh|md|json|ya?ml|html|toml)|^swingbay|^run)$/;

/** Every text file of the tree. It is walked, not asked of git: an unpacked archive is checked just as well. */
export function readSourceFiles(root: string, folder = ''): readonly SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : readSourceFiles(root, path);
    return entry.isFile() && TEXT.test(entry.name) ? [{ path, text: readFileSync(join(root, path), 'utf8') }] : [];
  });
}
