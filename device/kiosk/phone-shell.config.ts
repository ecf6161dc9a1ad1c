/**
 * Builds what makes the phone's page one that stays: its worker with the list of its files, its manifest's icons.
 *
 * The list is what the page can ever load from its own bundle: scripts, styles and Latin letters, found by following
 * imports from `phone.html`. Japanese letters are a hundred files of which a page needs a few; the worker keeps those
 * as they are used.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import type { Plugin, Rolldown } from 'vite';

type Chunk = Rolldown.OutputChunk;
type Bundle = Rolldown.OutputBundle;

const WORKER = 'phone-worker.js';
const ICON = new URL('./public/phone-icon.svg', import.meta.url);
/** 180 is what iOS puts on a home screen; 192 and 512 are what Android asks for. */
const ICON_SIZES = [180, 192, 512];
const OWN_NAMES = ['/phone.webmanifest', '/favicon.svg', '/phone-icon.svg', ...ICON_SIZES.map((size) => iconOf(size))];
const LATER = /noto-sans-jp/;

export function phoneShell(): Plugin {
  return {
    name: 'phone-shell',
    apply: 'build',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const worker = bundle[WORKER];
        if (worker?.type !== 'chunk') return;
        const svg = await readFile(fileURLToPath(ICON));
        for (const size of ICON_SIZES) {
          const source = await sharp(svg, { density: 512 }).resize(size, size).png().toBuffer();
          this.emitFile({ type: 'asset', fileName: iconOf(size).slice(1), source });
        }
        const files = [...shellFiles(bundle), ...OWN_NAMES];
        const page = bundle['phone.html'];
        const content = [...files, worker.code, page?.type === 'asset' ? String(page.source) : ''];
        const version = createHash('sha256').update(content.join('\n')).digest('hex').slice(0, 16);
        worker.code = `const SHELL_FILES=${JSON.stringify(files)},SHELL_VERSION=${JSON.stringify(version)};\n${worker.code}`;
      },
    },
  };
}

function iconOf(size: number): string {
  return `/phone-icon-${size}.png`;
}

/** Addresses of every file that the page can load, but the letters that come as they are used. */
function shellFiles(bundle: Bundle): string[] {
  const chunks = Object.values(bundle).filter((each): each is Chunk => each.type === 'chunk');
  const entry = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith('/phone.html'));
  const found = new Set<string>();
  const follow = (name: string): void => {
    const chunk = bundle[name];
    if (found.has(name) || chunk?.type !== 'chunk' || LATER.test(name)) return;
    found.add(name);
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    for (const asset of chunk.viteMetadata?.importedAssets ?? []) found.add(asset);
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) follow(next);
  };
  if (entry !== undefined) follow(entry.fileName);
  return [...new Set([...found, ...lettersIn(bundle, found)])]
    .filter((name) => !LATER.test(name))
    .map((name) => `/${name}`)
    .toSorted();
}

/** The font files that the kept styles name. */
function lettersIn(bundle: Bundle, kept: ReadonlySet<string>): string[] {
  const styles = [...kept].flatMap((name) => {
    const asset = bundle[name];
    return asset?.type === 'asset' && name.endsWith('.css') ? [String(asset.source)] : [];
  });
  return Object.keys(bundle).filter((name) => {
    const file = name.split('/').at(-1) ?? '';
    return name.endsWith('.woff2') && styles.some((style) => style.includes(file));
  });
}
