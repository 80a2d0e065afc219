/**
 * The moderator's desk under load, in a real Chromium: 450 points, 60 requests, 60 patches a second
 * and half-heard words beside. Measures the time from a key or press to the frame that shows it, and
 * how much the heap grows. The built page (dist/) is served by this script itself, which plays the
 * service's socket: nothing of the server is measured.
 *
 *   npm run build && node bench/moderate.mjs [--seconds 60] [--points 450] [--rate 60] [--dist dist]
 */
import { spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, loadavg, tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { WebSocket, WebSocketServer } from 'ws'; // comes with socket.io-client

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' }, points: { type: 'string', default: '450' },
    rate: { type: 'string', default: '60' }, requests: { type: 'string', default: '60' },
    dist: { type: 'string', default: new URL('../dist', import.meta.url).pathname },
    chromium: { type: 'string', default: process.env['CHROMIUM'] ?? '/usr/bin/chromium' },
  },
}); // prettier-ignore
const [SECONDS, POINTS, RATE, REQUESTS] = [values.seconds, values.points, values.rate, values.requests].map(Number);
const DIST = resolve(values.dist);
const WARM_MS = 5000;
const STEP_MS = 220;
const rest = (ms) => new Promise((done) => setTimeout(done, ms));

// --- a room that never rests ------------------------------------------------------------------------

let dice = 177;
const roll = (below) => ((dice = (dice * 1103515245 + 12345) % 2147483648), dice % below);
const name = (n) => `Nguyễn Văn ${String.fromCharCode(65 + (n % 26))} ${n}`;
const person = (n) => ({ name: name(n), title: 'Chủ tịch UBND xã', unit: `UBND xã số ${n}`, address: 'đồng chí' });
const pointId = (n) => `DC${String(n).padStart(3, '0')}`;
let raised = 0;
const request = () => {
  const n = ++raised;
  return {
    id: `r${n}`, no: n, point: pointId(1 + (n % (POINTS - 1))), place: `Xã số ${1 + (n % (POINTS - 1))}`, speaker: person(n), kind: 'opinion',
    state: 'waiting', raised_at: Date.now(), topic: 'Đề nghị bố trí kinh phí sửa chữa tuyến đường từ trung tâm xã đến thôn Khe Mười', field: 'LV01',
  }; // prettier-ignore
};

function firstView() {
  const points = {};
  for (let n = 0; n < POINTS; n++) {
    points[pointId(n)] = {
      id: pointId(n), name: n ? `Xã số ${n}` : 'Điểm cầu chính', kind: n ? 'commune' : 'venue', link: 'here', picture: 'good', voice: 'good',
      sound: 'venue', expected: 13, present: 12, since: Date.now(), cluster: n ? `Cụm ${1 + (n % 6)}` : '',
    }; // prettier-ignore
  }
  const waiting = Array.from({ length: REQUESTS }, request);
  const turn = {
    id: 't1', kind: 'speech', stage: 'speaking', point: pointId(1), place: 'Xã số 1', speaker: person(1), spans: [[Date.now()]], limit: 300, source: 'venue',
  }; // prettier-ignore
  return {
    conference: {
      title: 'Hội nghị đối thoại', kind: 'rehearsal', level: 'province', stage: 'open', recording: true, captions: 'off', hall: 'auto', name_plate: true,
      rules: {}, agenda: [{ id: 'm1', title: 'Đối thoại', section: 'dialogue' }], fields: { LV01: 'Giao thông' }, agencies: ['Sở Nội vụ'],
      chairs: [person(0)], item: 'm1',
    },
    floor: { turns: { t1: turn }, order: ['t1'], coming: [], suspended: [], count: 1, speaking: 't1' },
    queue: { requests: Object.fromEntries(waiting.map((one) => [one.id, one])), order: waiting.map((one) => one.id), count: waiting.length },
    points, crowd: { delegates: 10, viewers: 20 },
  }; // prettier-ignore
}

/** One change as the service tells it: points come and go, hands rise and fall, delegates revise. */
function change(view) {
  const what = roll(10);
  const id = pointId(1 + roll(POINTS - 1));
  if (what < 5) return { points: { [id]: { link: ['here', 'lost'][roll(2)], since: Date.now() } } };
  if (what < 7) return { points: { [id]: { present: roll(14), voice: ['good', 'weak', 'none'][roll(3)] } } };
  const { order, requests } = view.queue;
  if (what < 9) return { queue: { requests: { [order[roll(order.length)]]: { topic: `Nội dung sửa lần ${roll(1000)}` } } } };
  const [gone, come] = [order[roll(order.length)], request()];
  delete requests[gone];
  requests[come.id] = come;
  view.queue.order = [...order.filter((one) => one !== gone), come.id];
  return { queue: { requests: { [gone]: null, [come.id]: come }, order: view.queue.order } };
}

// --- the service, as far as the page knows it --------------------------------------------------------

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.svg': 'image/svg+xml' };
const http = createServer((asked, answer) => {
  const path = new URL(asked.url, 'http://x').pathname;
  const tell = (body) => answer.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  if (path === '/api/join') return tell({ token: 'x', role: 'moderator', conference: 'bench' });
  if (path === '/readyz') return tell({ speech: 'ready' });
  const file = join(DIST, path);
  const found = file.startsWith(DIST) && existsSync(file) && statSync(file).isFile() ? file : join(DIST, 'index.html');
  answer.writeHead(200, { 'Content-Type': TYPES[extname(found)] ?? 'application/octet-stream' });
  createReadStream(found).pipe(answer);
});
let told = 0;
new WebSocketServer({ server: http, path: '/socket.io/' }).on('connection', (socket) => {
  const send = (text) => socket.readyState === WebSocket.OPEN && socket.send(text);
  const emit = (event, body) => send(`42${JSON.stringify([event, body])}`);
  send('0{"sid":"e","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}');
  const timers = [setInterval(() => send('2'), 20_000)];
  socket.on('close', () => timers.forEach(clearInterval));
  socket.on('message', (data) => {
    const text = String(data);
    if (text.startsWith('40')) return begin();
    const asked = /^42(\d+)(\[.*)$/s.exec(text);
    if (asked) send(`43${asked[1]}${JSON.stringify([JSON.parse(asked[2])[0] === 'time' ? { now: Date.now() } : { seq: 1 }])}`);
  });
  function begin() {
    send('40{"sid":"s"}');
    const view = firstView();
    let version = 1;
    emit('view', { version: 'b:1', seq: 1, view });
    timers.push(setInterval(() => emit('hint', { kind: 'partial', turn: 't1', text: `lời đang nói ${roll(100)}`, until: Date.now() }), 200));
    const began = performance.now() + 1000;
    timers.push(setInterval(() => {
      for (const due = ((performance.now() - began) / 1000) * RATE; version - 1 < due; told++) {
        emit('patch', { from: `b:${version}`, to: `b:${++version}`, seq: version, patch: change(view) });
      }
    }, 1000 / RATE)); // prettier-ignore
  }
});

// --- the browser ---------------------------------------------------------------------------------

async function browser() {
  const profile = mkdtempSync(join(tmpdir(), 'caunoi-bench-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--window-size=1366,768', '--js-flags=--expose-gc', '--remote-debugging-port=0', `--user-data-dir=${profile}`]; // prettier-ignore
  const child = spawn(values.chromium, flags, { stdio: ['ignore', 'ignore', 'pipe'] });
  const address = await new Promise((found, failed) => {
    child.stderr.on('data', (text) => {
      const at = /ws:\/\/\S+/.exec(String(text));
      if (at) found(at[0]);
    });
    child.on('exit', (code) => failed(new Error(`chromium left: ${code}`)));
  });
  const socket = new WebSocket(address);
  await new Promise((open) => socket.on('open', open));
  const waiting = new Map();
  let count = 0;
  let session;
  socket.on('message', (data) => {
    const { id, result, error } = JSON.parse(String(data));
    const one = waiting.get(id);
    waiting.delete(id);
    if (error) one?.no(new Error(error.message));
    else one?.yes(result);
  });
  const call = (method, params = {}) =>
    new Promise((yes, no) => {
      waiting.set(++count, { yes, no });
      socket.send(JSON.stringify({ id: count, method, params, ...(session ? { sessionId: session } : {}) }));
    });
  const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
  ({ sessionId: session } = await call('Target.attachToTarget', { targetId, flatten: true }));
  const close = async () => {
    const gone = new Promise((left) => child.on('exit', left));
    session = undefined;
    await call('Browser.close').catch(() => child.kill());
    await gone;
    rmSync(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }); // its children end a little later
  };
  return { call, close };
}

/** In the page: from an input's own time to after the frame that follows it. */
const WATCH = `
  window.samples = []; window.longest = 0;
  for (const kind of ['keydown', 'pointerdown']) addEventListener(kind, (event) => {
    const began = event.timeStamp; const what = kind + ' ' + (event.key ?? event.target.closest('button, input')?.className ?? '');
    requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => samples.push([performance.now() - began, what]); c.port2.postMessage(0); });
  }, true);
  new PerformanceObserver((list) => { for (const one of list.getEntries()) longest = Math.max(longest, one.duration); }).observe({ type: 'longtask' });
`;

const percentile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]?.ms ?? NaN;
const round = (value) => Math.round(value * 10) / 10;

async function measure() {
  await new Promise((open) => http.listen(0, '127.0.0.1', open));
  const origin = `http://127.0.0.1:${http.address().port}`;
  const { call, close } = await browser();
  try {
    const see = async (expression) => (await call('Runtime.evaluate', { expression, returnByValue: true })).result.value;
    const heap = async () => {
      await call('HeapProfiler.collectGarbage');
      return (await call('Runtime.getHeapUsage')).usedSize / 1024 / 1024;
    };
    await call('Page.enable');
    await call('Emulation.setDeviceMetricsOverride', { width: 1366, height: 768, deviceScaleFactor: 1, mobile: false });
    await call('Page.addScriptToEvaluateOnNewDocument', { source: WATCH });
    await call('Page.navigate', { url: `${origin}/moderate#00000000` });
    await rest(WARM_MS);
    const points = await see(`document.querySelectorAll('.board li').length`);
    const rows = await see(`document.querySelectorAll('.queue [role=listitem]').length`);
    if (points !== POINTS || rows !== REQUESTS) throw new Error(`the page shows ${points} points and ${rows} requests`);

    const key = async (key, code = key) => {
      const text = key.length === 1 ? { text: key } : {};
      await call('Input.dispatchKeyEvent', { type: 'keyDown', key, code, ...text });
      await call('Input.dispatchKeyEvent', { type: 'keyUp', key, code });
    };
    const press = async (selector) => {
      const at = await see(`(() => { const box = document.querySelector(${JSON.stringify(selector)})?.getBoundingClientRect(); return box && { x: box.x + box.width / 2, y: box.y + box.height / 2 }; })()`);
      if (!at) return;
      await call('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at });
      for (const type of ['mousePressed', 'mouseReleased']) await call('Input.dispatchMouseEvent', { type, button: 'left', clickCount: 1, ...at });
    };
    // What a moderator does: search, filter, open a registration's menu, the palette, the help.
    const steps = [
      () => press('.board input'), () => key('x'), () => key('a'), () => key('4'), () => key('Escape'),
      () => press('.filters button:nth-child(2)'), () => press('.filters button:nth-child(1)'),
      () => press('.queue [role=listitem]:nth-child(3) .acts span button'), () => key('ArrowDown'), () => key('Escape'),
      () => key('F9'), () => key('s'), () => key('o'), () => key('n'), () => key('Escape'), () => key('Escape'),
      () => key('c'), () => key('Escape'),
    ]; // prettier-ignore
    await see('samples.length = 0; longest = 0');
    const before = await heap();
    const toldBefore = told;
    const began = performance.now();
    for (let n = 0; performance.now() - began < SECONDS * 1000; n++) {
      await steps[n % steps.length]();
      await rest(STEP_MS);
    }
    const seconds = (performance.now() - began) / 1000;
    const patches = told - toldBefore;
    const after = await heap();
    const samples = (await see('samples')).sort((a, b) => a[0] - b[0]).map(([ms, what]) => ({ ms, what }));
    return {
      machine: { cpus: cpus().length, load: round(loadavg()[0]) },
      points: POINTS, requests: REQUESTS, seconds: round(seconds), patches_per_second: round(patches / seconds), inputs: samples.length,
      input_ms: { p50: round(percentile(samples, 0.5)), p95: round(percentile(samples, 0.95)), p99: round(percentile(samples, 0.99)), max: round(percentile(samples, 1)) },
      slowest: samples.slice(-8).reverse().map(({ ms, what }) => `${round(ms)} ${what}`),
      longest_task_ms: round(await see('longest')),
      heap_mb: { before: round(before), after: round(after), growth: round(after - before) },
      targets: { input_p95_ms: 50 },
    }; // prettier-ignore
  } finally {
    await close();
  }
}

const result = await measure();
console.log(JSON.stringify(result, null, 2));
process.exit(result.input_ms.p95 <= result.targets.input_p95_ms ? 0 : 1);
