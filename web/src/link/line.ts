/** The transport under a link: Socket.IO, WebSocket first, long polling where that is blocked. */

import { io } from 'socket.io-client';
import type { Problem } from '../wire';

export interface Line {
  /** Handlers must be set before `open`. */
  on(event: string, handler: (payload: unknown) => void): void;
  /** The acknowledgement; rejects when the line drops or after `ms`. Call only while connected. */
  call(event: string, payload: unknown, ms: number): Promise<unknown>;
  /** Sends sound: a meta object and binary. */
  callBinary(event: string, payload: unknown, binary: ArrayBuffer, ms: number): Promise<unknown>;
  readonly connected: boolean;
  open(): void;
  close(): void;
}

export interface LineEvents {
  connected(): void;
  lost(): void;
  /** The service does not let us in. */
  refused(problem: Problem): void;
}

const CONNECT_ERROR = 4; // socket.io-protocol's packet type
const KICKED_MS = 1000;

export function socketLine(
  auth: () => Record<string, unknown>,
  events: LineEvents,
): Line {
  const socket = io({
    path: '/socket.io/',
    auth: (give) => give(auth()),
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    autoConnect: false,
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    timeout: 15_000, // 800 ms round trips and 64 kbit/s take their time (D29)
  });
  socket.on('connect', () => events.connected());
  socket.on('disconnect', (reason) => {
    events.lost();
    // The client library reconnects by itself except when the server hung up.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), KICKED_MS);
  });
  socket.on('connect_error', () => events.lost());
  // The library hands on only `message` and `data` of a refusal: the code is read off the packet.
  socket.io.on('packet', (packet: { type: number; data?: Problem }) => {
    if (packet.type === CONNECT_ERROR && packet.data) events.refused(packet.data);
  });
  return {
    on: (event, handler) => void socket.on(event, handler),
    call: (event, payload, ms) => socket.timeout(ms).emitWithAck(event, payload),
    callBinary: (event, payload, binary, ms) => socket.timeout(ms).emitWithAck(event, payload, binary),
    get connected() {
      return socket.connected;
    },
    open: () => void socket.connect(),
    close: () => void socket.close(),
  };
}
