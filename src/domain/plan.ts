/** What a run is made of once config, flags and environment are resolved: the hand-over from `config/` to `run/`. */

import type { Secret } from './secret.ts';
import type { Group, ProxySpec, Target } from './target.ts';

/** A setting of a probe and where it came from, for `aiprobe plan`. */
export interface Setting {
  readonly key: string;
  /** As shown: secrets are `***` already. */
  readonly value: string;
  /** `probes.yaml:12`, `defaults (probes.yaml:3)`, `--timeout`, `$OPENAI_API_KEY`, `catalogue`, `built-in`. */
  readonly origin: string;
}

/** Who hears of each run, whether it went well or not. */
export interface Heartbeat {
  /** Its path is the credential of most services that take heartbeats. */
  readonly url: Secret;
  readonly proxy: ProxySpec | null;
  /** PEM bundles to trust instead of the built-in roots. */
  readonly ca: readonly string[];
  readonly insecure: boolean;
}

export interface Plan {
  /** In the config's order. */
  readonly targets: readonly Target[];
  readonly groups: readonly Group[];
  /** URLs or host:port to ask whether this machine has a network at all; empty: its resolver and default route. */
  readonly control: readonly string[];
  /** Everything that no output may contain. */
  readonly secrets: readonly Secret[];
  /** Target name → its settings and their origins. */
  readonly settings: ReadonlyMap<string, readonly Setting[]>;
  /** Absent: nobody. */
  readonly heartbeat?: Heartbeat | null;
  /** Things to tell the user that stop nothing. */
  readonly warnings: readonly string[];
}
