// One page per screen out of index.html: what its screen needs is named in it, so that a browser
// asks for all of it at once. The door comes first, and waits for no style: it takes a code to the
// service meanwhile.
import { readFileSync, writeFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync('dist/.vite/manifest.json', 'utf8'));
const html = readFileSync('dist/index.html', 'utf8');
const DOOR = Object.values(manifest).find(({ name }) => name === 'door').file;

/** A screen's scripts and styles, those of the chunks it imports included. */
function needs(entry, found = new Set()) {
  const chunk = manifest[entry];
  if (found.has(chunk.file)) return found;
  found.add(chunk.file);
  for (const style of chunk.css ?? []) found.add(style);
  for (const other of chunk.imports ?? []) needs(other, found);
  return found;
}

const link = (file) =>
  file.endsWith('.css')
    ? `<link rel="stylesheet" crossorigin href="/${file}">`
    : `<link rel="modulepreload" crossorigin href="/${file}">`;

for (const entry of Object.keys(manifest)) {
  const screen = /^src\/screens\/(\w+)\.svelte$/.exec(entry)?.[1];
  if (!screen) continue;
  const named = [...needs(entry)].filter((file) => !html.includes(file));
  const page = html
    .replace('<script', `<script type="module" async crossorigin src="/${DOOR}"></script>\n    <script`)
    .replace('</head>', `${named.map((file) => `  ${link(file)}\n`).join('  ')}  </head>`);
  writeFileSync(`dist/${screen.toLowerCase()}.html`, page);
}
