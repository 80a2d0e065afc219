// Writes a .br beside every text file of dist: the service sends it where a browser may take it.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const TEXT = /\.(html|js|css|svg|json)$/;
const SMALLEST = 512; // bytes: below, the header costs more than it saves

for (const entry of readdirSync('dist', { recursive: true })) {
  const path = join('dist', entry);
  if (TEXT.test(path) && statSync(path).size >= SMALLEST) {
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), { params }));
  }
}
