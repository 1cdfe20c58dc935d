/** What a row of the rule table is: conditions as data, and what follows when all of them hold. */

import type { StatusRange } from '../domain/expectation.ts';
import type { FailureClass, Party } from '../domain/failure.ts';
import type { LimitName, Phase } from '../domain/observation.ts';
import type { Check } from '../domain/target.ts';
import type { Due } from './evidence/acceptance.ts';
import type { Content } from './evidence/content.ts';
import type { Part } from './evidence/problem.ts';
import type { Unmet } from './evidence/unmet.ts';

/**
 * All conditions given must hold. Regular expressions are for short values (codes, titles, header values) only;
 * bodies and messages are searched for phrases, so that no hostile text can make matching slow.
 */
export interface When {
  // The transport.
  /** A transport error ended the attempt, and nothing outranks it. */
  readonly broken?: boolean;
  /** The error's code, or while connecting the code of any address, is one of these. */
  readonly code?: readonly string[];
  readonly codeLike?: RegExp;
  readonly phase?: readonly Phase[];
  readonly limit?: readonly LimitName[];
  readonly viaProxy?: boolean;
  /** TCP to the proxy was up. */
  readonly proxyReached?: boolean;
  /** What the proxy answered to CONNECT. */
  readonly proxyStatus?: readonly StatusRange[];
  /** The proxy's own word for why it gave no tunnel. */
  readonly proxySays?: RegExp;
  /** Bytes of the answer had come. */
  readonly afterBytes?: boolean;
  /** Bytes of the body had come. */
  readonly bodyBegan?: boolean;
  /** The body had begun and then went quiet. */
  readonly silent?: boolean;
  /** First bytes of an answer that is no HTTP. */
  readonly received?: RegExp;
  /** Why the certificate was not accepted. */
  readonly certificate?: RegExp;
  /** The server had shown its certificate before the error. */
  readonly certificateSeen?: boolean;
  /** The server's Date header and this machine's clock disagree by more than five minutes. */
  readonly skewed?: boolean;

  // The answer.
  readonly answered?: boolean;
  /** A status of 400 and above that was not expected, or an error inside a 2xx. */
  readonly failing?: boolean;
  /** The status is one that a healthy service gives here. */
  readonly accepted?: boolean;
  /** The user's config names this very status as a good one. */
  readonly settled?: boolean;
  /** The answer fails, or is no JSON by its first byte: worth a look for the page of something in between. */
  readonly page?: boolean;
  /** The status as the answer means it: the one inside an error object of a 2xx counts. */
  readonly status?: readonly StatusRange[];
  /** As `status`, but an error inside a 2xx that names no status passes too: its code says enough. */
  readonly statusOrInBody?: readonly StatusRange[];
  readonly inBody?: boolean;
  readonly statusText?: RegExp;
  /** Name → what its value must match; null: absent. */
  readonly header?: Readonly<Record<string, RegExp | null>>;
  readonly content?: readonly Content[];
  readonly due?: Due;
  /** Title of the HTML page. */
  readonly title?: RegExp;
  /** The beginning of the body has one of these phrases (lower case, `..` = any text). */
  readonly body?: readonly string[];
  /** The error's message (or the beginning of the body, where there is none) has one of these phrases. */
  readonly says?: readonly string[];
  /** Any identifier in the error object, lower case. */
  readonly ids?: readonly string[];
  /** Named parts of the error object, lower case; `*`: any value. */
  readonly part?: Readonly<Partial<Record<Part, readonly string[]>>>;
  /** JSON path → fragment of a value there; `*`: any value. */
  readonly field?: Readonly<Record<string, string>>;
  /** Cloudflare's own 1xxx code. */
  readonly edgeCode?: readonly number[];
  /** The mark of a CDN or WAF edge. */
  readonly cdn?: boolean;
  /** A limit of this unit is used up, as the headers say. */
  readonly exhausted?: 'requests' | 'tokens';

  // The request.
  readonly check?: readonly Check[];
  /** A model works for this request, or stands in its URL: a list or a health check asks for none. */
  readonly asksModel?: boolean;
  /** No key went out with the request. */
  readonly keyless?: boolean;
  readonly proxied?: boolean;
  /** It went out over https: nothing in between can have answered. */
  readonly secure?: boolean;
  /** The path of the request starts so. */
  readonly path?: string;

  // What a model answered.
  readonly generates?: boolean;
  readonly streamed?: boolean;
  readonly streamAsked?: boolean;
  /** The body is one JSON document, and no event of a stream. */
  readonly oneDocument?: boolean;
  readonly tokens?: 'none' | 'some';
  /** What broke the format of the answer, in the words of its reader. */
  readonly malformed?: RegExp;
  readonly filtered?: RegExp;
  readonly finish?: RegExp;
  readonly endMarker?: boolean;

  /** The first expectation that is not met. */
  readonly unmet?: Unmet['what'];
  /** Whether the first one that is not met would be was not found out in time. */
  readonly undecided?: boolean;
  /** The model asked for is not in the list that came. */
  readonly unlisted?: boolean;
  /** The answer of a `models` check has no list where the provider keeps it. */
  readonly listless?: boolean;

  // What works and is not well.
  /** A `degraded:` limit was passed. */
  readonly slow?: boolean;
  /** The certificate has fewer days left than the probe wants. */
  readonly certificateEnding?: boolean;
  /** Under a tenth of a rate limit is left. */
  readonly nearLimit?: boolean;
  /** Some of the addresses that were all to be probed failed. */
  readonly partial?: boolean;
}

export interface Rule {
  /** Stable; stands in the verdict. */
  readonly id: string;
  readonly when: When;
  readonly class: FailureClass | 'up';
  /** Who has to act, where it is not what the class says. */
  readonly fault?: Party;
  /** A few words to the sentence: what exactly this row knows. */
  readonly detail?: string;
  /** In place of the class's own hint. */
  readonly hint?: string;
  /** Where the fact was read: an RFC, a document, `measured: Node 20, 22, 24`. */
  readonly source: string;
}

/** Rows behind a common condition, so that a healthy answer skips them at once. */
export interface Stage {
  readonly name: string;
  readonly gate: When;
  readonly rules: readonly Rule[];
}

/** `on(429)`, `on(500, 599)`: one status, or a range. */
export function on(from: number, to: number = from): readonly StatusRange[] {
  return [{ from, to }];
}

/** Several single statuses. */
export function anyOf(...statuses: readonly number[]): readonly StatusRange[] {
  return statuses.map((status) => ({ from: status, to: status }));
}
