import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { phoneShell } from './phone-shell.config.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
const PAGES = readdirSync(HERE).filter((name) => name.endsWith('.html'));
const WORKERS = { 'phone-worker': `${HERE}phone-worker.ts` };

/**
 * Builds the pages into `dist/kiosk`, which the daemon serves. Addresses are relative, so the pages work under any
 * path; the target is the Chromium that the appliance carries.
 */
export default defineConfig({
  root: HERE,
  base: './',
  plugins: [phoneShell()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/kiosk', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome120',
    reportCompressedSize: false,
    // The policy of the pages allows no fonts but files.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { ...Object.fromEntries(PAGES.map((name) => [name.replace('.html', ''), `${HERE}${name}`])), ...WORKERS },
      // A worker is looked for under one address for ever.
      output: { entryFileNames: ({ name }) => (name in WORKERS ? '[name].js' : 'assets/[name]-[hash].js') },
    },
  },
});
