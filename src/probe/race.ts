/**
 * Several addresses of one name, raced as RFC 8305 section 5 says: the next attempt starts 250 ms after the last one or
 * at once when that fails, none is given up before another is up, and what became of each is kept. (Node's own
 * autoSelectFamily aborts an attempt when it starts the next, so a slow but healthy address can never win.)
 */

import net from 'node:net';
import type { AddressOutcome, WireError } from '../domain/observation.ts';
import type { Address } from './address.ts';
import type { Lifeline } from './lifeline.ts';
import { failure, fromNodeError, type Outcome, success, wireError } from './outcome.ts';

/** RFC 8305 section 8, Connection Attempt Delay. */
const ATTEMPT_DELAY_MS = 250;

export interface Winner {
  /** Connected a moment ago; it has an error listener, so that nothing it does later goes unhandled. */
  readonly socket: net.Socket;
  readonly address: Address;
  /** When this address was up, on the caller's clock. */
  readonly connectedAt: number;
}

export interface RaceInput {
  readonly addresses: readonly Address[];
  /** Addresses of the other family that are still being asked for. */
  readonly late: Promise<readonly Address[]> | null;
  readonly port: number;
  readonly life: Lifeline;
  readonly now: () => number;
  /** Gets every address's outcome when the race is over, whoever won, and when connect(2) was first called. */
  readonly record: (outcomes: readonly AddressOutcome[], startedAt: number | null) => void;
}

export function race(input: RaceInput): Promise<Outcome<Winner>> {
  return new Promise((resolve) => new Race(input, resolve).start());
}

interface Entrant {
  readonly address: Address;
  socket: net.Socket | null;
  startedAt: number | null;
  outcome: AddressOutcome['outcome'];
  code: string | null;
  ms: number | null;
}

class Race {
  readonly #input: RaceInput;
  readonly #resolve: (outcome: Outcome<Winner>) => void;
  readonly #entrants: Entrant[];
  #timer: NodeJS.Timeout | undefined;
  #lastStart = 0;
  #lastError: WireError | null = null;
  #lateOpen: boolean;
  #over = false;
  #offFail: () => void = () => {};

  constructor(input: RaceInput, resolve: (outcome: Outcome<Winner>) => void) {
    this.#input = input;
    this.#resolve = resolve;
    this.#entrants = input.addresses.map(entrant);
    this.#lateOpen = input.late !== null;
  }

  start(): void {
    void this.#input.late?.then((addresses) => this.#join(addresses));
    this.#offFail = this.#input.life.onFail((error) => this.#finish(failure(error)));
    this.#next();
  }

  #join(addresses: readonly Address[]): void {
    this.#lateOpen = false;
    if (this.#over) return;
    this.#entrants.push(...addresses.map(entrant));
    if (this.#entrants.some((one) => one.outcome === 'pending')) this.#arm();
    else this.#next();
  }

  #next(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#over) return;
    const one = this.#entrants.find((candidate) => candidate.outcome === 'untried');
    if (one !== undefined) {
      this.#try(one);
      this.#arm();
    } else if (!this.#lateOpen && !this.#entrants.some((other) => other.outcome === 'pending')) {
      this.#finish(failure(this.#lastError ?? wireError('connect', 'ENODATA')));
    }
  }

  #arm(): void {
    if (this.#timer !== undefined || !this.#entrants.some((one) => one.outcome === 'untried')) return;
    const passed = this.#input.now() - this.#lastStart;
    this.#timer = setTimeout(() => this.#next(), Math.max(0, ATTEMPT_DELAY_MS - passed));
  }

  #try(one: Entrant): void {
    const { now, port } = this.#input;
    const socket = new net.Socket();
    one.socket = socket;
    one.outcome = 'pending';
    one.startedAt = now();
    this.#lastStart = one.startedAt;
    socket.once('connectionAttempt', () => {
      one.startedAt = now();
    });
    socket.once('connect', () => this.#connected(one, socket));
    socket.on('error', (error) => this.#failed(one, error));
    socket.setNoDelay(true);
    socket.connect({ host: one.address.ip, port, family: one.address.family, autoSelectFamily: false });
  }

  #connected(one: Entrant, socket: net.Socket): void {
    if (this.#over) return;
    const connectedAt = this.#input.now();
    one.outcome = 'connected';
    one.ms = connectedAt - (one.startedAt ?? connectedAt);
    one.socket = null;
    this.#finish(success({ socket, address: one.address, connectedAt }));
  }

  #failed(one: Entrant, error: Error): void {
    if (one.outcome !== 'pending' || this.#over) return;
    const { now, life } = this.#input;
    this.#lastError = fromNodeError('connect', error, 'ECONNREFUSED', { viaProxy: life.viaProxy });
    one.outcome = 'failed';
    one.code = this.#lastError.code;
    one.ms = now() - (one.startedAt ?? now());
    this.#next();
  }

  #finish(outcome: Outcome<Winner>): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#timer);
    this.#offFail();
    for (const one of this.#entrants) {
      one.socket?.destroy();
      if (one.outcome === 'pending' && outcome.ok) one.outcome = 'lost';
    }
    const starts = this.#entrants.flatMap((one) => one.startedAt ?? []);
    this.#input.record(
      this.#entrants.map((one) => this.#outcomeOf(one)),
      starts.length === 0 ? null : Math.min(...starts),
    );
    this.#resolve(outcome);
  }

  #outcomeOf(one: Entrant): AddressOutcome {
    const { ip, family } = one.address;
    const ms = one.ms ?? (one.startedAt === null ? null : this.#input.now() - one.startedAt);
    return { ip, family, port: this.#input.port, outcome: one.outcome, code: one.code, ms };
  }
}

function entrant(address: Address): Entrant {
  return { address, socket: null, startedAt: null, outcome: 'untried', code: null, ms: null };
}
