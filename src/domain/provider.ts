/**
 * What is known of one AI service. The shape is the one a user writes under `providers:` in YAML, hence the snake_case:
 * a built-in entry and a user's own are the same thing.
 */

import type { FailureClass, Party } from './failure.ts';

export const DIALECTS = [
  'openai-chat',
  'openai-responses',
  'openai-embeddings',
  'anthropic',
  'gemini',
  'cohere',
  'ollama',
  'tgi',
  'bedrock',
  'replicate',
  'kserve',
  'elevenlabs',
  'deepgram',
  'assemblyai',
] as const;
export type DialectName = (typeof DIALECTS)[number];

/** Where a fact was read: a key of the catalogue's source list, or a URL. `unverified` marks a hint that is no rule. */
export interface Sourced {
  readonly note?: string;
  readonly src?: readonly string[];
  readonly unverified?: boolean | readonly string[];
}

/**
 * A free call without a key that shows whether the API answers. A path that starts with / is appended to base_url,
 * `{label}/…` to that base_url_alt; anything else is absolute. The first row is the one to use by default.
 */
export interface ReachRow extends Sourced {
  readonly path: string;
  readonly method?: string;
  /** Statuses of a healthy service. */
  readonly expect: readonly number[];
  /** What the answer is made of; an HTML page where `json` is due is not the API. Default: `json` for 4xx, else `any`. */
  readonly body?: 'json' | 'text' | 'any' | 'empty';
  /** Fragments one of which must be in the body (`..` stands for any text). */
  readonly contains?: readonly string[];
  /** Statuses that mean something special here, e.g. `{503: 'not-ready.model-loading'}`. */
  readonly class_of?: Readonly<Record<number, FailureClass>>;
  /** Statuses that say the service is ill. */
  readonly down?: readonly number[];
  /** Other paths that do the same. */
  readonly alias?: readonly string[];
  /** The path needs no key even where one is set. */
  readonly open?: boolean;
}

export interface Auth extends Sourced {
  /** Header that carries the key; null: no key. */
  readonly header: string | null;
  /** What stands before the key, e.g. `Bearer`; `raw`: the key alone; `sigv4`: AWS signature. */
  readonly scheme: 'Bearer' | 'Token' | 'raw' | 'sigv4';
  /** Environment variable that usually holds the key, then its other names. */
  readonly env: string | null;
  readonly env_alt?: readonly string[];
  /** Further variables (account, region, endpoint). */
  readonly env_more?: readonly string[];
  /** A key is needed for checks deeper than `reach`. False for self-hosted servers that run open. */
  readonly required: boolean;
  /** Another way in. */
  readonly alt?: string;
  /** The server's own option that turns keys on. */
  readonly flag?: string;
  /** What the key protects, where it is not everything. */
  readonly guard?: string;
  readonly open_paths?: readonly string[];
  /** Permission that the key must have. */
  readonly scope?: string;
}

/** JSON paths (dotted, `[]` for any element, `header:NAME` for a header) of the parts of an error. */
export interface ErrorShape extends Sourced {
  readonly type?: string;
  readonly code?: string;
  readonly message?: string;
  readonly param?: string;
  readonly inner?: string;
  readonly legacy?: string;
  readonly reason?: string;
  readonly request_id?: string;
  /** What tells this error from an answer, e.g. `success==false`. */
  readonly marker?: string;
  /** Other forms seen on the wire, to be asked in turn for a part that the form above does not have. */
  readonly also?: readonly ErrorShape[];
}

/**
 * One known failure. All conditions given must hold. The row with more conditions wins over the row with fewer; among
 * equals the one with a code, then with a type, then the earlier.
 */
export interface ErrorRow extends Sourced {
  /** HTTP status(es); `5xx` for the class; absent: any. */
  readonly status?: number | readonly number[] | '5xx' | '4xx';
  /**
   * `stream`: an error event inside a 200 stream or answer; `prediction`: inside the 200 JSON of a job;
   * absent: wherever the error is found.
   */
  readonly where?: 'stream' | 'prediction';
  readonly type?: string | readonly string[];
  readonly code?: string | number | readonly (string | number)[];
  readonly param?: string;
  readonly inner?: string;
  readonly legacy?: string;
  /** Fragment(s) of the message (of the body where no message is found in it), case ignored; `..` = any text between. */
  readonly match?: string | readonly string[];
  /** Header name → fragment of its value; `*` = present, `!` = absent, `=x` = the whole value is x. */
  readonly header?: Readonly<Record<string, string>>;
  /** Dotted JSON path (`[]` = any element) → fragment of its value; `*` = present. */
  readonly field?: Readonly<Record<string, string>>;
  /** What the body is. */
  readonly body?: 'html' | 'empty' | 'text';
  /** Only when the request carried no key. */
  readonly keyless?: boolean;
  /** Only for a request whose path starts so. */
  readonly path?: string;
  /**
   * A status or a type alone gives `not-found.model` and `bad-request.too-large` only to requests that name a model (a
   * list or a health check asks for none), and only where JSON came whose words do not say that the path is wrong.
   */
  readonly class: FailureClass | 'up';
  /** Who has to act, where it is not what the class says. */
  readonly fault?: Party;
}

/** How a list or a validation call proves the key for free. */
export interface ModelsCall extends Sourced {
  readonly path: string;
  readonly method?: 'GET' | 'POST';
  /** Body of a POST that wants one. */
  readonly json?: Readonly<Record<string, unknown>>;
  /** Path (dotted, `[]`) to the model names in the answer; null: the answer proves the key but lists nothing. */
  readonly list: string | null;
  /** What success looks like, in words, where a 200 alone does not say it. */
  readonly ok?: string;
  /** Other free calls, as `METHOD path`. */
  readonly alt?: readonly string[];
}

/** The smallest call that makes the model work. */
export interface Generation extends Sourced {
  readonly dialect: DialectName;
  /** `{model}` and other `{x}` are filled in. */
  readonly path: string;
  readonly stream_path?: string;
  /** A cheap model that served as the example; names age fast. */
  readonly model?: string;
  /** Smallest token budget that the provider accepts. */
  readonly max_tokens?: number;
  /** What the request calls the budget, where it is not `max_tokens`. */
  readonly max_tokens_key?: 'max_tokens' | 'max_completion_tokens' | 'max_output_tokens';
  /** Other ways to ask the same service. */
  readonly alt?: readonly GenerationAlternative[];
}

/** Without a dialect: known, but not spoken here. */
export type GenerationAlternative = { readonly name: string; readonly dialect?: DialectName } & Omit<
  Generation,
  'dialect' | 'alt'
>;

/** Where a stream differs from the plain form of its dialect, in words: for people, not for the parser. */
export interface StreamFacts extends Sourced {
  readonly framing?: string;
  readonly diff?: string;
  readonly first_token?: string;
  readonly finish?: string;
  /** Finish reasons that mean no proper answer. */
  readonly finish_bad?: readonly string[];
  readonly usage?: string;
  readonly terminator?: string;
  readonly keepalive?: string;
  readonly error?: string;
}

export interface StatusPage extends Sourced {
  readonly page: string;
  /** `detect`: look at run time. */
  readonly platform:
    | 'atlassian'
    | 'incident.io'
    | 'instatus'
    | 'betterstack'
    | 'checkly'
    | 'flashcat'
    | 'onlineornot'
    | 'google-cloud'
    | 'aws-health'
    | 'azure-rss'
    | 'custom'
    | 'html'
    | 'detect';
  readonly json?: readonly string[];
  readonly rss?: readonly string[];
  /** Names of the components that concern this service. */
  readonly components?: readonly string[];
  readonly component_ids?: Readonly<Record<string, string>>;
  readonly components_note?: string;
  readonly components_json?: string;
  readonly filter?: string;
  readonly severities?: readonly string[];
  readonly schema?: string;
  /** Another document that tells something of the same, asked when there is no better one. */
  readonly json_alt?: string;
  /** Former address of the page. */
  readonly page_old?: string;
}

export interface RateLimitHeaders extends Sourced {
  /** Lower case; empty: known to send none. */
  readonly headers: readonly string[];
  /** Variants seen beside them. */
  readonly more?: string;
  readonly reset_format?: string;
  readonly units?: string;
  readonly limits?: string;
}

export interface RetryAfter extends Sourced {
  readonly headers: readonly string[];
  /** Path of a wait in the body. */
  readonly body?: string;
  /** Statuses that carry it, where not all do. */
  readonly statuses?: readonly number[];
  /** Header that says whether to retry at all. */
  readonly hint?: string;
}

export interface RequestId extends Sourced {
  readonly headers: readonly string[];
  readonly body?: string;
}

export interface Provider {
  readonly id: string;
  readonly name: string;
  readonly kind: 'hosted' | 'self-hosted' | 'consumer';
  /** Further kinds that the same entry covers. */
  readonly also?: readonly ('hosted' | 'self-hosted' | 'consumer')[];
  /** ISO date on which the service was switched off. */
  readonly retired?: string;
  /** Root of the API; `{x}` is to be filled in (see `variables`). */
  readonly base_url: string;
  readonly base_url_alt?: Readonly<Record<string, string>>;
  /** Placeholder in base_url or a path → environment variable that usually holds it. */
  readonly variables?: Readonly<Record<string, string>>;
  readonly site?: string;
  readonly auth: Auth | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** The CDN in front, and its marks on healthy answers. */
  readonly edge?: { readonly cdn: string; readonly headers: readonly string[] } & Sourced;
  readonly reach: readonly ReachRow[];
  readonly models?: ModelsCall;
  readonly chat?: Generation;
  readonly embeddings?: Generation;
  readonly stream?: StreamFacts;
  readonly error_shape?: ErrorShape;
  readonly errors: readonly ErrorRow[];
  readonly rate_limit?: RateLimitHeaders;
  readonly retry_after?: RetryAfter;
  /** What the vendor's own SDK retries, where it is special. */
  readonly sdk_retry?: { readonly statuses?: readonly number[] } & Sourced;
  readonly request_id?: RequestId;
  /** Headers that tell how long the service itself worked. */
  readonly server_timing?: readonly string[];
  /** Further response headers worth recording. */
  readonly other_headers?: { readonly headers: readonly string[] } & Sourced;
  /** Calls that look like a health check but cost money. */
  readonly expensive?: readonly ({ readonly path: string } & Sourced)[];
  readonly status_page?: StatusPage;
  readonly notes?: readonly ({ readonly text: string } & Sourced)[];
}
