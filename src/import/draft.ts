/** What an importer makes: probes and groups in the keys of a probes.yaml, and a word on everything that is not in them. */

import type { Ledger } from './ledger.ts';
import type { MapItem, Origin, Value } from './value.ts';

export type Check = 'reach' | 'models' | 'chat' | 'embeddings';

/** A probe as it is written, in the order in which people read it. Texts hold `${NAME}` already. */
export interface ProbeDraft {
  readonly name: string;
  readonly provider?: string | undefined;
  readonly url?: string | undefined;
  readonly base_url?: string | undefined;
  readonly variables?: Readonly<Record<string, string>> | undefined;
  readonly check?: Check | undefined;
  readonly model?: string | undefined;
  readonly key?: string | undefined;
  readonly method?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly json?: unknown;
  readonly body?: string | undefined;
  readonly timeout?: string | undefined;
  readonly interval?: string | undefined;
  readonly retries?: number | undefined;
  readonly retry_delay?: string | undefined;
  readonly redirects?: number | undefined;
  readonly proxy?: string | undefined;
  readonly tls?: Readonly<Record<string, string | boolean | undefined>> | undefined;
  readonly dns?: { readonly server?: string | undefined; readonly ip?: 4 | 6 | undefined } | undefined;
  readonly expect?: ExpectDraft | undefined;
  readonly degraded?:
    | { readonly total?: string | undefined; readonly cert_days?: number | undefined }
    | undefined;
  readonly max_body?: string | number | undefined;
  readonly tags?: readonly string[] | undefined;
}

export interface ExpectDraft {
  readonly status?: string | number | readonly (string | number)[] | undefined;
  readonly header?: Readonly<Record<string, string>> | undefined;
  readonly body?: string | readonly string[] | undefined;
  readonly json?: Readonly<Record<string, unknown>> | undefined;
  readonly cert_days?: number | undefined;
}

export interface MaintenanceDraft {
  readonly probes?: readonly string[] | undefined;
  readonly cron: string;
  readonly duration: string;
  readonly timezone?: string | undefined;
}

export interface PlacedProbe {
  readonly probe: ProbeDraft;
  readonly origin: Origin;
  /** One line above the probe. */
  readonly comment?: string | undefined;
}

export interface Draft {
  readonly probes: readonly PlacedProbe[];
  readonly groups: Readonly<Record<string, { readonly probes: readonly string[]; readonly require: number }>>;
  readonly maintenance: readonly MaintenanceDraft[];
  readonly control: readonly string[];
}

/** One foreign format: how it is recognised, and how it is read. */
export interface Importer {
  /** How people call it. */
  readonly title: string;
  /** True when a document is (a part of) a config of this format; marks nothing as read. */
  recognises(document: Value): boolean;
  /** Documents of this format, at least one. What stays unread in them is told by the caller. */
  read(documents: readonly Value[], ledger: Ledger): Draft;
}

/** Keys of a document without marking them. */
export function hasKey(document: Value, key: string): document is MapItem {
  return 'all' in document && document.all.has(key);
}
