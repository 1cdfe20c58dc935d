/** A name server on UDP and TCP of one loopback port, for the zone it is given (RFC 1035, RFC 7766). */

import dgram from 'node:dgram';
import net, { type Socket } from 'node:net';
import type { DecodedPacket, Packet } from 'dns-packet';
import { type DnsReply, RCODES, replyFor, type Zone } from './dns-zone.ts';
import { closeServer, listen, trackSockets } from './stand-in.ts';

type Codec = Pick<typeof import('dns-packet'), 'encode' | 'decode'>;

export interface DnsQuery {
  /** As it was asked, case kept. */
  readonly name: string;
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
}

export interface DnsServer {
  readonly address: '127.0.0.1';
  readonly port: number;
  /** `127.0.0.1:5353`, as `dns: {server}` wants it. */
  readonly authority: string;
  /** Every question so far, in order. */
  readonly queries: readonly DnsQuery[];
  close(): Promise<void>;
}

const HOST = '127.0.0.1';
/** What fits into UDP when the question does not say more (RFC 1035 section 4.2.1). */
const PLAIN_UDP_BYTES = 512;
const AUTHORITATIVE = 1 << 10;
const TRUNCATED = 1 << 9;
const RECURSION_DESIRED = 1 << 8;
const RECURSION_AVAILABLE = 1 << 7;

export async function startDnsServer(zone: Zone): Promise<DnsServer> {
  const queries: DnsQuery[] = [];
  // A CommonJS package: its default export is there in Node and in a bundle alike.
  const codec = (await import('dns-packet')).default;
  const timers = new Set<NodeJS.Timeout>();
  const answer = (message: Buffer, transport: 'udp' | 'tcp', reply: (bytes: Buffer) => void) => {
    const later = respond(codec, zone, queries, message, transport);
    if (later === null) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      reply(later.bytes);
    }, later.delayMs);
    timers.add(timer);
  };

  const tcp = net.createServer((socket) =>
    readMessages(socket, (message) => answer(message, 'tcp', (bytes) => writeMessage(socket, bytes))),
  );
  const sockets = trackSockets(tcp);
  const { port, udp } = await bindBoth(tcp);
  udp.on('message', (message, peer) =>
    answer(message, 'udp', (bytes) => udp.send(bytes, peer.port, peer.address, () => undefined)),
  );
  return {
    address: HOST,
    port,
    authority: `${HOST}:${port}`,
    queries,
    close: async () => {
      for (const timer of timers) clearTimeout(timer);
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      await closeServer(tcp, sockets);
    },
  };
}

/** A port that TCP gave us may be taken in UDP: then another one. */
async function bindBoth(tcp: net.Server): Promise<{ port: number; udp: dgram.Socket }> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await listen(tcp, 0, HOST);
    const udp = dgram.createSocket('udp4');
    try {
      await new Promise<void>((resolve, reject) => {
        udp.once('error', reject);
        udp.bind(port, HOST, () => resolve());
      });
      return { port, udp };
    } catch (error) {
      udp.close();
      await closeServer(tcp, new Set());
      if (attempt === 5) throw error;
    }
  }
}

function respond(
  codec: Codec,
  zone: Zone,
  queries: DnsQuery[],
  message: Buffer,
  transport: 'udp' | 'tcp',
): { bytes: Buffer; delayMs: number } | null {
  const query = decodeQuery(codec, message);
  const question = query?.questions?.[0];
  if (query === null || question === undefined) return null;
  queries.push({ name: question.name, type: question.type, transport });
  const reply = replyFor(zone, question.name, question.type);
  if (reply === null) return null;
  const room = transport === 'udp' ? udpRoom(query) : Number.POSITIVE_INFINITY;
  return { bytes: encodeReply(codec, query, reply, room), delayMs: reply.delayMs };
}

function decodeQuery(codec: Codec, message: Buffer): DecodedPacket | null {
  try {
    return codec.decode(message);
  } catch {
    return null;
  }
}

/** EDNS lets a resolver announce more room (RFC 6891 section 6.2.3). */
function udpRoom(query: DecodedPacket): number {
  for (const extra of query.additionals ?? []) {
    if (extra.type === 'OPT') return Math.max(PLAIN_UDP_BYTES, extra.udpPayloadSize);
  }
  return PLAIN_UDP_BYTES;
}

function encodeReply(codec: Codec, query: DecodedPacket, reply: DnsReply, room: number): Buffer {
  const flags =
    AUTHORITATIVE | RECURSION_AVAILABLE | (query.flag_rd ? RECURSION_DESIRED : 0) | RCODES[reply.rcode];
  const packet: Packet = {
    type: 'response',
    id: query.id,
    flags,
    questions: query.questions,
    answers: [...reply.answers],
  };
  const whole = codec.encode(packet);
  if (reply.malformed) return Buffer.concat([whole.subarray(0, 12), Buffer.alloc(9, 0xff)]);
  const tooLong = whole.length > room || (reply.truncated && Number.isFinite(room));
  return tooLong ? codec.encode({ ...packet, flags: flags | TRUNCATED, answers: [] }) : whole;
}

/** Over TCP each message has its length in two bytes before it (RFC 1035 section 4.2.2). */
function readMessages(socket: Socket, onMessage: (message: Buffer) => void): void {
  let pending = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      onMessage(pending.subarray(2, end));
      pending = pending.subarray(end);
    }
  });
}

function writeMessage(socket: Socket, bytes: Buffer): void {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  if (!socket.destroyed) socket.write(Buffer.concat([length, bytes]));
}
