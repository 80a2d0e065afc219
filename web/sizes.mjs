/** Every page's weight on the wire, by following the build's manifest; fails over its bound.
 * Scripts of any page: 150 KB; the whole point page, fonts and styles included: 200 KB (D29), and
 * without the words of the office's screens (text/common.ts). */
import { readFileSync, statSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const KB = 1024;
const SCRIPTS = 150 * KB;
const POINT_PAGE = 200 * KB;
const DIST = new URL('dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', DIST), 'utf8'));
const OFFICE_WORDS = Object.values(manifest).find(({ name }) => name === 'dictionary').file;
const FONTS = Object.values(manifest).map(({ file }) => file).filter((file) => file.endsWith('.woff2'));

/** Bytes of a built file as it travels: fonts are compressed already. */
function weight(file) {
  const path = new URL(file, DIST);
  return /\.woff2$/.test(file) ? statSync(path).size : gzipSync(readFileSync(path), { level: 6 }).length;
}

/** All files that `entry` needs before it runs, and so do the chunks it imports. */
function filesOf(entry, seen = new Set()) {
  const chunk = manifest[entry];
  if (!chunk || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const file of [...(chunk.css ?? []), ...(chunk.assets ?? [])]) seen.add(file);
  for (const other of chunk.imports ?? []) filesOf(other, seen);
  return seen;
}

/** What comes right after the first words is counted too: fonts (style/letters.ts), the rest of a screen. */
function measure(screen) {
  const needed = filesOf(screen, filesOf('index.html'));
  for (const later of manifest[screen].dynamicImports ?? []) filesOf(later, needed);
  const files = [...needed, ...FONTS];
  const sum = (wanted) => files.filter((file) => wanted.test(file)).reduce((n, file) => n + weight(file), 0);
  return { scripts: sum(/\.js$/), styles: sum(/\.css$/), fonts: sum(/\.woff2$/), wordy: needed.has(OFFICE_WORDS) };
}

let over = false;
const screens = Object.keys(manifest).filter((name) => /^src\/screens\/\w+\.svelte$/.test(name));
if (screens.length < 8) throw new Error(`only ${screens.length} screens in the manifest`);
const html = weight('index.html');
for (const screen of screens.sort()) {
  const { scripts, styles, fonts, wordy } = measure(screen);
  const all = html + scripts + styles + fonts;
  const bad = scripts > SCRIPTS || (screen.endsWith('/Point.svelte') && (wordy || all > POINT_PAGE));
  over ||= bad;
  const kb = (bytes) => (bytes / KB).toFixed(1).padStart(6);
  const name = screen.slice('src/screens/'.length, -'.svelte'.length).padEnd(10);
  console.log(`${name} scripts ${kb(scripts)}  styles ${kb(styles)}  fonts ${kb(fonts)}  all ${kb(all)} KB${bad ? '  OVER' : ''}`);
}
process.exit(over ? 1 : 0);
