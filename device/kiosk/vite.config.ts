import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const page = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/**
 * Builds the pages into `dist/kiosk`, which the daemon serves. Addresses are relative, so the pages work under any
 * path; the target is the Chromium that the appliance carries.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: fileURLToPath(new URL('../../dist/kiosk', import.meta.url)),
    emptyOutDir: true,
    target: 'chrome120',
    reportCompressedSize: false,
    // The policy of the pages allows no fonts but files.
    assetsInlineLimit: 0,
    rolldownOptions: { input: [page('index.html'), page('calibrate.html'), page('games.html')] },
  },
});
