/// <reference types="vitest/config" />
import { svelte } from '@sveltejs/vite-plugin-svelte';
import browserslist from 'browserslist';
import { browserslistToTargets } from 'lightningcss';
import { defineConfig } from 'vite';

/** The service that a development server speaks to. */
const SERVICE = process.env['CAUNOI_SERVICE'] ?? 'http://127.0.0.1:8123';

const proxy = {
  '/api': SERVICE,
  '/readyz': SERVICE,
  '/healthz': SERVICE,
  '/ca.crt': SERVICE,
  '/socket.io': { target: SERVICE, ws: true },
};
/** As the service will send it; `vite preview` proves that the build lives under it. */
const CSP =
  "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' data: blob:; media-src 'self' blob:; " +
  "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export default defineConfig({
  plugins: [svelte()],
  // Under Vitest, Svelte must come in its browser build: runes work only there.
  resolve: process.env['VITEST'] ? { conditions: ['browser'] } : {},
  css: {
    transformer: 'lightningcss',
    lightningcss: { targets: browserslistToTargets(browserslist()) },
  },
  build: {
    target: 'chrome109',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0, // a strict CSP allows no data: addresses
    // What several screens use is one file: over HTTP/1.1 six travel at a time, and each wait for a
    // free line costs a far machine its whole way there and back.
    // The door is a file of its own: it runs while the rest is still on its way (pages.mjs). So are the
    // words of the office's screens, which a point has no need for (text/common.ts), and what those
    // screens have in common: without a receipt, which a point has too.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'door', test: /[\\/]link[\\/](door|uuid)\.ts$/, priority: 2 },
            { name: 'shared', test: /[\\/]src[\\/](parts|room|link|style|text[\\/]common)/, minShareCount: 2, priority: 1 },
            { name: 'dictionary', test: /[\\/]src[\\/]text[\\/]/, minShareCount: 2, priority: 1 },
            { name: 'office', test: /[\\/]src[\\/]screens[\\/](chair|print|secretary|slips|withdrawal)[\\/](?!days|opinions[\\/][Rr]eceipt)/, minShareCount: 2 },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy },
  preview: { port: 5174, proxy, headers: { 'Content-Security-Policy': CSP } },
  test: { environment: 'happy-dom', include: ['src/**/*.test.ts'], restoreMocks: true },
});
