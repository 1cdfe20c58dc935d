/** What a command gets once commander has read the line. Every value is as typed: judging it is the stages' work. */

export interface Options {
  readonly config?: readonly string[];
  readonly envFile?: readonly string[];
  readonly allowMissingEnv?: boolean;
  readonly tag?: readonly string[];
  readonly group?: readonly string[];
  readonly name?: readonly string[];
  readonly allowEmpty?: boolean;
  readonly check?: string;
  readonly timeout?: string;
  readonly retries?: string;
  readonly dnsServer?: string;
  readonly resolve?: readonly string[];
  readonly ip?: string;
  readonly proxy?: string;
  readonly ca?: string;
  readonly insecure?: boolean;
  readonly concurrency?: string;
  readonly failOn?: string;
  readonly ignore?: string;
  readonly failFast?: boolean;
  readonly location?: string;
  readonly shard?: string;
  readonly onlyFailed?: string;
  readonly quorum?: string;
  readonly onChange?: boolean;
  readonly lock?: boolean;
  readonly jitter?: string;
  /** false: none. */
  readonly heartbeat?: string | false;
  readonly budget?: string;
  readonly interval?: string;
  readonly stable?: string;
  readonly keepWaiting?: boolean;
  readonly attemptTimeout?: string;
  readonly statusPage?: boolean;
  readonly reporter?: readonly string[];
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  readonly color?: boolean;
  readonly dryRun?: boolean;
  readonly output?: string;
  readonly force?: boolean;
  readonly from?: string;
  readonly keep?: boolean;
}

export interface Arguments {
  readonly words: readonly string[];
  readonly options: Options;
}
