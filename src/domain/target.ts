/** One probe, fully resolved: what is asked, of whom, within which limits, and what a good answer is. */

import type { Expectation } from './expectation.ts';
import type { LimitName } from './observation.ts';
import type { DialectName, Generation, Provider } from './provider.ts';
import type { Secret, Text } from './secret.ts';

/** From cheap to deep; `http` and `tcp` for a bare URL. */
export const CHECKS = ['reach', 'models', 'chat', 'stream', 'embeddings', 'http', 'tcp'] as const;
export type Check = (typeof CHECKS)[number];

/** The timings a `degraded:` limit may name, as in `timings_ms` of the result. */
export const TIMINGS = [
  'dns',
  'connect',
  'tls',
  'first_byte',
  'first_token',
  'first_visible',
  'total',
] as const;
export type TimingName = (typeof TIMINGS)[number];

export interface HttpRequest {
  readonly method: string;
  /** Absolute http(s) URL. May hold secrets in userinfo or query: show it only redacted. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: readonly (readonly [string, Text])[];
  readonly body: Text | null;
  /** To be signed at the moment it is sent, since the signature holds the time. */
  readonly sign?: AwsSigning;
}

/** What AWS Signature Version 4 needs to sign a request. */
export interface AwsSigning {
  readonly accessKeyId: Secret;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret | null;
  readonly region: string;
  /** Signing name of the service, e.g. `bedrock`. */
  readonly service: string;
}

/** What goes out. */
export type Ask =
  | { readonly via: 'http'; readonly request: HttpRequest }
  | { readonly via: 'tcp'; readonly host: string; readonly port: number }
  | { readonly via: 'generate'; readonly generate: Generate };

/** A question to a model, to be put into words by a dialect. */
export interface Generate {
  readonly dialect: DialectName;
  readonly stream: boolean;
  /** Absolute URL of the call. */
  readonly url: string;
  readonly headers: readonly (readonly [string, Text])[];
  readonly model: string;
  /** Empty: the dialect's own shortest one. */
  readonly prompt: string;
  readonly maxTokens: number;
  /** What the request calls the budget; default: the dialect's own name for it. */
  readonly maxTokensKey?: NonNullable<Generation['max_tokens_key']>;
  /** Stands at the end of the default prompt, so that no cache of prompts knows the answer. */
  readonly nonce?: string;
  /** Prompt or model hold a secret: no redirect may carry the question to another origin. */
  readonly confidential?: true;
  /** Optional parameters that this model was seen to refuse. */
  readonly omit?: readonly 'stream_options'[];
  /** AWS credentials, where the call is to be signed. */
  readonly sign?: AwsSigning;
}

/** Milliseconds; null: bounded by `total` alone. */
export type Timeouts = { readonly [K in LimitName]: K extends 'total' ? number : number | null };

export interface ProxySpec {
  /** `http:` or `https:` (TLS to the proxy itself). */
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** Value of the Proxy-Authorization header. */
  readonly authorization: Secret | null;
  /** Where it was named (`HTTPS_PROXY`, `--proxy`, `probes.yaml:4`), for messages. */
  readonly origin: string;
}

/** Names of files, as they are to be opened from the working directory. */
export interface TlsFiles {
  readonly ca: readonly string[];
  readonly cert: string | null;
  readonly key: string | null;
}

export interface TlsSettings {
  /** PEM bundles to trust instead of the built-in roots; empty: the built-in ones. */
  readonly ca: readonly string[];
  /** PEM, client certificate and its key. */
  readonly cert: string | null;
  readonly key: Secret | null;
  /** SNI and the name to verify; null: the URL's host. */
  readonly servername: string | null;
  readonly insecure: boolean;
  /** Where the texts come from, for people. */
  readonly files?: TlsFiles;
}

export interface DnsSettings {
  /** HOST[:PORT] of the name server to ask instead of the machine's own. */
  readonly server: string | null;
  /** Restrict to one address family. */
  readonly ip: 4 | 6 | null;
  /** Probe every address behind the name, not the first that answers. */
  readonly allAddresses: boolean;
}

/** `--resolve HOST:PORT:ADDR`: use this address for that host and port. */
export interface ResolveOverride {
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

export interface Target {
  /** Unique in the run. */
  readonly name: string;
  readonly provider: Provider | null;
  readonly check: Check;
  /** What is asked, absolute (`https://...`, `tcp://host:port`). May hold secrets: show it only redacted. */
  readonly url: string;
  readonly ask: Ask;
  /** A key goes out with the request. Without one, a provider's own 401 is a healthy `reach`. */
  readonly authenticated: boolean;
  readonly model: string | null;
  readonly tags: readonly string[];
  readonly optional: boolean;
  readonly expect: Expectation;
  /** Slower than this (milliseconds) is degraded. */
  readonly degraded: Readonly<Partial<Record<TimingName, number>>>;
  /** A certificate with fewer days left is degraded (`cert-expiring`). */
  readonly certDays: number;
  readonly timeout: Timeouts;
  readonly retries: number;
  readonly retryDelayMs: number;
  /** How many redirects to follow. */
  readonly redirects: number;
  /** Cap on the body, on the wire and decompressed, bytes. */
  readonly maxBody: number;
  readonly httpVersion: '1.1' | '2';
  readonly proxy: ProxySpec | null;
  readonly tls: TlsSettings;
  readonly dns: DnsSettings;
  readonly resolve: readonly ResolveOverride[];
  /** URL of the status page; false: never ask; null: what the catalogue knows. */
  readonly statusPage: string | false | null;
  /** Cheaper checks of the same service, the cheapest first: asked once when this one fails. Absent: none. */
  readonly ladder?: readonly Target[];
  /** Set when the probe is not to be made (missing variable, maintenance window): reported as `skipped` with this. */
  readonly skip:
    | { readonly kind: 'config'; readonly reason: 'missing-env'; readonly message: string }
    | { readonly kind: 'maintenance'; readonly reason: 'announced'; readonly message: string }
    | null;
}

/** Probes that stand in for one another. */
export interface Group {
  readonly name: string;
  readonly probes: readonly string[];
  /** How many must be up (degraded counts as up). */
  readonly require: number;
}
