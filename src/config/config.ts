/** A config after reading: typed where nothing waits for the environment, and with every place kept for messages. */

import type { Diagnostic, Place } from './diagnostic.ts';
import type { GroupSpec, MaintenanceSpec } from './shape.ts';
import type { ProbeSpec } from './shape-probe.ts';
import type { ProviderSpec } from './shape-provider.ts';
import type { Tree } from './tree.ts';

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** One section or entry: checked when it was read as far as that goes without an environment, and again once filled in. */
export interface Part<T> {
  readonly tree: Tree;
  /** null: it holds variables; fill in `tree` and `read` it. */
  readonly value: T | null;
  /** What can be read beside keys that are mistaken or wait for the environment: for further checks only. */
  readonly partial: T | null;
  /** The keys that `partial` lacks. */
  readonly leftOut: ReadonlySet<string>;
  read(tree: Tree): Read<T>;
}

export interface Named<T> {
  readonly name: string;
  readonly place: Place;
  readonly part: Part<T>;
}

export interface Config {
  readonly probes: readonly Part<ProbeSpec>[];
  /** One from each file that has some; the later wins key by key. */
  readonly defaults: readonly Part<ProbeSpec>[];
  readonly groups: readonly Named<GroupSpec>[];
  readonly maintenance: readonly Part<MaintenanceSpec>[];
  readonly control: readonly Part<readonly string[]>[];
  readonly providers: readonly Named<ProviderSpec>[];
  /** Channels and the address to ping after a run, for the stages that use them. */
  readonly notify: readonly Part<readonly unknown[]>[];
  readonly heartbeat: readonly Part<string>[];
}

export interface SourceText {
  /** As the user gave it; relative `tls` files are looked up beside it. */
  readonly name: string;
  readonly text: string | Uint8Array;
}

export interface Known {
  readonly providerIds: readonly string[];
}

export interface ParsedConfig {
  /** null when there are errors. */
  readonly config: Config | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Sections as they are gathered from all files. */
export interface Draft {
  readonly probes: Part<ProbeSpec>[];
  readonly defaults: Part<ProbeSpec>[];
  readonly groups: Named<GroupSpec>[];
  readonly maintenance: Part<MaintenanceSpec>[];
  readonly control: Part<readonly string[]>[];
  readonly providers: Named<ProviderSpec>[];
  readonly notify: Part<readonly unknown[]>[];
  readonly heartbeat: Part<string>[];
}
