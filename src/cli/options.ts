/** The command line as data: what `--help` prints, what completion and documents are made from. */

import { REPORTER_NAMES } from '../report/names.ts';

export interface OptionSpec {
  /** In commander's form: `-c, --config <file>`. */
  readonly flags: string;
  readonly help: string;
  /** May be given several times. */
  readonly repeat?: true;
  readonly group: string;
}

const CONFIG = 'Config';
const SELECT = 'Choosing probes';
const REQUEST = 'Changing how they are made';
const NETWORK = 'Network';
const RUN = 'The run';
const OUTPUT = 'Output';

export const CONFIG_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '-c, --config <file>',
    help: 'config file, - is stdin (repeatable; default: $AIPROBE_CONFIG, else probes.yaml, probes.yml or .aiprobe.yaml here)',
    repeat: true,
    group: CONFIG,
  },
  {
    flags: '--env-file <file>',
    help: 'read variables for ${NAME} from a file (the environment wins; repeatable)',
    repeat: true,
    group: CONFIG,
  },
  {
    flags: '--allow-missing-env',
    help: 'skip probes whose variables are not set instead of refusing the config',
    group: CONFIG,
  },
];

export const SELECT_OPTIONS: readonly OptionSpec[] = [
  ...CONFIG_OPTIONS,
  {
    flags: '--tag <tag>',
    help: 'only probes with this tag (repeatable: any of them)',
    repeat: true,
    group: SELECT,
  },
  { flags: '--group <name>', help: 'only members of this group (repeatable)', repeat: true, group: SELECT },
  {
    flags: '--name <glob>',
    help: 'only probes whose name matches, e.g. "gpu-*" (repeatable)',
    repeat: true,
    group: SELECT,
  },
  {
    flags: '--only-failed <result.json>',
    help: 'only probes that failed, or were not reached, in this result file (json or ndjson)',
    group: SELECT,
  },
  { flags: '--shard <i/n>', help: 'only this part of the probes, e.g. 1/3; see merge', group: SELECT },
  { flags: '--allow-empty', help: 'no probe selected is no error', group: SELECT },
];

export const REQUEST_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--check <depth>',
    help: 'how deep to ask: reach, models, chat, stream, embeddings, http, tcp',
    group: REQUEST,
  },
  {
    flags: '--timeout <duration>',
    help: 'limit of one attempt, e.g. 5s or 500ms; a bare number is milliseconds (default 10s)',
    group: REQUEST,
  },
  { flags: '--retries <n>', help: 'further attempts where another try can help (default 1)', group: REQUEST },
  {
    flags: '--dns-server <host[:port]>',
    help: "ask this name server instead of the machine's own",
    group: NETWORK,
  },
  {
    flags: '--resolve <host:port:addr>',
    help: 'use this address for that host and port (repeatable)',
    repeat: true,
    group: NETWORK,
  },
  { flags: '--ip <4|6>', help: 'only IPv4 or only IPv6', group: NETWORK },
  {
    flags: '--proxy <url>',
    help: 'HTTP proxy for all probes (default: HTTPS_PROXY, HTTP_PROXY, NO_PROXY)',
    group: NETWORK,
  },
  {
    flags: '--ca <file>',
    help: 'trust these CA certificates (PEM) instead of the built-in ones',
    group: NETWORK,
  },
  { flags: '--insecure', help: 'do not verify certificates (they are still reported)', group: NETWORK },
];

export const RUN_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--concurrency <n|auto>',
    help: 'attempts at once; auto paces them so that timings stay true (default auto)',
    group: RUN,
  },
  {
    flags: '--fail-on <list>',
    help: 'states, kinds or kind.reason that fail the run (default down,unknown)',
    group: RUN,
  },
  { flags: '--ignore <list>', help: 'kinds or kind.reason that never fail the run', group: RUN },
  { flags: '--fail-fast', help: 'stop at the first failure', group: RUN },
  {
    flags: '--budget <tokens>',
    help: 'refuse to start when the run may use more tokens than this, retries included',
    group: RUN,
  },
  {
    flags: '--status-page',
    help: "ask every provider's status page, not only that of those that fail",
    group: RUN,
  },
  { flags: '--no-status-page', help: 'ask no status page', group: RUN },
  { flags: '--location <name>', help: 'where this runs, kept in the result', group: RUN },
];

const POLICY_OPTIONS = RUN_OPTIONS.filter(({ flags }) => /^--(fail-on|ignore)\b/.test(flags));

/** Where nobody watches. */
const CRON_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--lock',
    help: 'do not probe (exit 75) while another run of this config does',
    group: RUN,
  },
  { flags: '--jitter <duration>', help: 'start after a random delay of at most this', group: RUN },
  {
    flags: '--heartbeat <url>',
    help: 'ping this URL after the run, URL/fail unless all is well (default: heartbeat of the config)',
    group: RUN,
  },
  { flags: '--no-heartbeat', help: 'ping nobody', group: RUN },
  {
    flags: '--on-change',
    help: 'print only what changed since the last run of this config',
    group: OUTPUT,
  },
];

export const OUTPUT_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '-r, --reporter <name[=file]>',
    help: `how to print the result, and where (repeatable; default table, to stdout): ${REPORTER_NAMES.join(', ')}`,
    repeat: true,
    group: OUTPUT,
  },
  { flags: '--json', help: 'the same as -r json', group: OUTPUT },
  { flags: '-q, --quiet', help: 'print nothing when all is well', group: OUTPUT },
];

const COLOR_OPTIONS: readonly OptionSpec[] = [
  { flags: '--color', help: 'color also where the output is no terminal', group: OUTPUT },
  { flags: '--no-color', help: 'no color', group: OUTPUT },
];

export const LOOK_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '-v, --verbose',
    help: 'show the evidence: addresses, headers, bodies, all timings',
    group: OUTPUT,
  },
  ...COLOR_OPTIONS,
];

/** Of commands that print a text and no report. */
export const TEXT_OPTIONS: readonly OptionSpec[] = [
  { flags: '-v, --verbose', help: 'should aiprobe have a bug: show where', group: OUTPUT },
  ...COLOR_OPTIONS,
];

export const CHECK_OPTIONS: readonly OptionSpec[] = [
  ...SELECT_OPTIONS,
  ...REQUEST_OPTIONS,
  ...RUN_OPTIONS,
  ...CRON_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...LOOK_OPTIONS,
  {
    flags: '--dry-run',
    help: 'show what would be asked and ask nothing (the same as aiprobe plan)',
    group: RUN,
  },
];

export const MERGE_OPTIONS: readonly OptionSpec[] = [
  {
    flags: '--quorum <n>',
    help: 'down when so many locations see it down (default: when it is up from none)',
    group: RUN,
  },
  ...POLICY_OPTIONS,
  ...OUTPUT_OPTIONS,
  ...LOOK_OPTIONS,
];

/** Those of `wait`, where --timeout bounds the waiting and not an attempt. */
export const WAIT_OPTIONS: readonly OptionSpec[] = [
  ...SELECT_OPTIONS,
  {
    flags: '--timeout <duration>',
    help: 'give up after this, e.g. 90s or 10m; a bare number is milliseconds (default 5m)',
    group: RUN,
  },
  { flags: '--interval <duration>', help: 'pause between rounds (default 2s)', group: RUN },
  { flags: '--stable <n>', help: 'all up so many rounds in a row (default 1)', group: RUN },
  {
    flags: '--keep-waiting',
    help: 'wait on also where it cannot help, e.g. after a refused key',
    group: RUN,
  },
  { flags: '--attempt-timeout <duration>', help: 'limit of one attempt (default 10s)', group: REQUEST },
  ...REQUEST_OPTIONS.filter(({ flags }) => !/^--(timeout|retries)\b/.test(flags)),
  ...OUTPUT_OPTIONS,
  ...LOOK_OPTIONS,
];
