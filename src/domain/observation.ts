/**
 * What one attempt saw, kept whole and without opinion. Times are cumulative marks in milliseconds from the start
 * of the attempt; durations are derived where they are shown. A mark that was not reached is null, never 0.
 */

/** The stage of an attempt that was under way. `proxy` is everything between us and a working tunnel. */
export type Phase = 'dns' | 'proxy' | 'connect' | 'tls' | 'request' | 'headers' | 'body';

/** The limits of SPEC 3 (`timeout:`); `idle` is the longest silence allowed in a body or stream. */
export const LIMITS = ['total', 'dns', 'connect', 'tls', 'first_byte', 'first_token', 'idle'] as const;
export type LimitName = (typeof LIMITS)[number];

export interface Marks {
  /** The names are resolved (0 for an address literal is not set: null when no name had to be looked up). */
  readonly dns: number | null;
  /** connect(2) was first called, on whichever address. */
  readonly connectStart: number | null;
  /** TCP is up with the address that won (with a proxy: the tunnel is up). */
  readonly connect: number | null;
  /** The TLS handshake is complete. */
  readonly tls: number | null;
  /** The request is handed to the kernel. */
  readonly requestSent: number | null;
  /** First byte of the (last) response. */
  readonly firstByte: number | null;
  /** The header block is whole. */
  readonly headers: number | null;
  /** First generated token, in any channel, reasoning included. */
  readonly firstToken: number | null;
  /** First token of the visible answer. */
  readonly firstVisible: number | null;
  /** The attempt is over. */
  readonly end: number;
}

/** What became of one address behind the name (RFC 8305 races them). */
export interface AddressOutcome {
  readonly ip: string;
  readonly family: 4 | 6;
  readonly port: number;
  /** `lost`: another address was faster. `untried`: never needed. `pending`: no answer until the deadline. */
  readonly outcome: 'connected' | 'failed' | 'lost' | 'untried' | 'pending';
  /** System error code when it failed, e.g. `ECONNREFUSED`. */
  readonly code: string | null;
  /** Milliseconds from connect(2) to the outcome. */
  readonly ms: number | null;
}

export interface TlsFacts {
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly alpn: string | null;
  readonly subject: string | null;
  readonly issuer: string | null;
  /** ISO 8601 instants. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Names in the certificate's subjectAltName, at most 20. */
  readonly names: readonly string[];
  /** Verification error code of OpenSSL or Node when the certificate was not accepted, e.g. `CERT_HAS_EXPIRED`. */
  readonly verifyError: string | null;
}

/** One redirect that was answered on the way. */
export interface Hop {
  readonly url: string;
  readonly status: number;
  readonly location: string;
}

export interface BodyFacts {
  /** The decoded text, up to the target's `max_body`. Empty when nothing came. */
  readonly text: string;
  /** Bytes received on the wire (after transfer decoding, before content decoding). */
  readonly bytes: number;
  /** The body came to its announced end. False after an early close, a deadline or a cap. */
  readonly complete: boolean;
  /** Content coding of the answer (`gzip`), or null. */
  readonly encoding: string | null;
  /** The bytes were no valid text in the announced charset (they were replaced by U+FFFD). */
  readonly invalidText: boolean;
}

export interface ResponseFacts {
  readonly status: number;
  readonly statusText: string;
  /** `1.0`, `1.1` or `2`. */
  readonly httpVersion: string;
  /** Names in lower case, in the order of arrival, repeated ones apart. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: BodyFacts;
}

export interface Usage {
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
}

/** What a model's answer amounted to, streamed or not: a dialect reads it, nobody has judged it yet. */
export interface AnswerFacts {
  readonly streamed: boolean;
  /** Events (or lines) that carried data; comments and pings are not among them. */
  readonly events: number;
  /** Generated pieces in any channel (reasoning, text, tool calls, refusals): the stream's own granularity. */
  readonly tokens: number;
  /** Of those, pieces of the visible answer. */
  readonly visible: number;
  /** Tokens per second between first and last token, null under two tokens. */
  readonly tokensPerSecond: number | null;
  /** The longest silence between two tokens, milliseconds. */
  readonly longestGapMs: number | null;
  /** The provider's own word why it stopped (`stop`, `end_turn`, `length`, ...). */
  readonly finishReason: string | null;
  /** The dialect's end marker was seen (or, for a document, the document was whole). */
  readonly endMarker: boolean;
  /** An error object inside a 200, as it came. */
  readonly errorBody: unknown;
  /** What broke the format, in a few words (`line 7 is no JSON`); null when nothing did. */
  readonly malformed: string | null;
  /** A refusal or a content filter stopped it; the provider's word for it. */
  readonly filtered: string | null;
  readonly model: string | null;
  readonly usage: Usage;
}

/**
 * What ended an attempt before its natural end. `code` is stable: a system error code (`ECONNREFUSED`), an OpenSSL or
 * Node TLS code, a c-ares code (`ENOTFOUND`), an undici code (`UND_ERR_*`), or one of ours, listed here.
 */
export interface WireError {
  readonly phase: Phase;
  /**
   * Ours: `DEADLINE` (see `limit`), `CLOSED` (FIN before any byte of the answer), `TRUNCATED` (cut within an answer),
   * `MALFORMED` (not HTTP), `TOO_LARGE` (a cap was passed), `BAD_ENCODING` (undecodable content coding),
   * `PROXY_STATUS` (see `status`), `REDIRECT_LOOP`, `REDIRECT_LIMIT`, `REDIRECT_INSECURE`, `REDIRECT_TARGET` (no http(s)
   * address), `NO_LOCATION`, `CERTIFICATE` (see tls.verifyError), `ABORTED` (we were told to stop), `BUG`.
   */
  readonly code: string;
  readonly syscall: string | null;
  /** The library's words, for the evidence only; never matched. */
  readonly message: string;
  /** For `DEADLINE`: which limit ran out. The phase says what was under way. */
  readonly limit: LimitName | null;
  /** For `DEADLINE`: that limit in milliseconds. For `TOO_LARGE`: the cap in bytes. */
  readonly bound: number | null;
  /** For `PROXY_STATUS`: what the proxy answered to CONNECT. */
  readonly status: number | null;
  /** For `PROXY_STATUS`: the proxy's own word for why, at most 200 characters: its X-Squid-Error, else its Proxy-Status. */
  readonly proxyReason: string | null;
  /** It happened on the way to or inside the proxy, not the target. */
  readonly viaProxy: boolean;
  /** Bytes of the answer had already come. */
  readonly afterBytes: boolean;
  /**
   * For `DEADLINE` in a body: how long nothing had come when time ran out, milliseconds. A long silence is a stall,
   * a short one means that bytes kept dripping. null elsewhere.
   */
  readonly silentMs: number | null;
  /** The first bytes (at most 200) of an answer that is no HTTP, as latin1; null elsewhere. */
  readonly received: string | null;
}

export interface Observation {
  /** ISO 8601 wall-clock instant. */
  readonly started: string;
  readonly marks: Marks;
  /** The name server that was asked, where known (`10.0.0.2` or `10.0.0.2:5353`); null where no name was looked up. */
  readonly resolver: string | null;
  /** Every address behind the name and what became of it. */
  readonly addresses: readonly AddressOutcome[];
  /** The address that was talked to. */
  readonly address: { readonly ip: string; readonly family: 4 | 6; readonly port: number } | null;
  /** The proxy in between, without userinfo, or null. */
  readonly proxy: string | null;
  readonly tls: TlsFacts | null;
  readonly hops: readonly Hop[];
  /** The URL that gave the last response (differs from the target's after redirects). */
  readonly url: string;
  readonly response: ResponseFacts | null;
  readonly answer: AnswerFacts | null;
  readonly error: WireError | null;
  /** How late the event loop was at worst during the attempt, milliseconds: the error bar of every mark. */
  readonly lag: number;
}
