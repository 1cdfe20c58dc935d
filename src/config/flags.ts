/** Flags of the command line that change probes: read once, all mistakes at once. */

import { CHECKS, type Check, type ResolveOverride } from '../domain/target.ts';
import { type Diagnostic, diagnoseLoose } from './diagnostic.ts';
import { didYouMean } from './suggest.ts';
import { parseHttpUrl } from './url.ts';
import { type Parsed, parseHostPort, parseLimit, parseResolve, quote } from './values.ts';

/** As typed. Absent and undefined are the same. */
export interface PlanFlags {
  readonly tags?: readonly string[] | undefined;
  readonly groups?: readonly string[] | undefined;
  /** Globs: `*` and `?`. */
  readonly names?: readonly string[] | undefined;
  readonly check?: string | undefined;
  readonly timeout?: string | undefined;
  readonly retries?: string | number | undefined;
  readonly dnsServer?: string | undefined;
  readonly resolve?: readonly string[] | undefined;
  readonly ip?: string | number | undefined;
  /** '' is: none, whatever the environment says. */
  readonly proxy?: string | undefined;
  readonly ca?: string | undefined;
  readonly insecure?: boolean | undefined;
  readonly statusPage?: boolean | undefined;
  /** false: none, whatever the config says. */
  readonly heartbeat?: string | false | undefined;
  readonly allowMissingEnv?: boolean | undefined;
}

/** undefined: not given. */
export interface Overrides {
  readonly check: Check | undefined;
  readonly timeout: number | undefined;
  readonly retries: number | undefined;
  readonly dnsServer: string | undefined;
  readonly resolve: readonly ResolveOverride[];
  readonly ip: 4 | 6 | undefined;
  readonly proxy: string | undefined;
  readonly ca: string | undefined;
  readonly insecure: boolean | undefined;
  readonly statusPage: boolean | undefined;
  readonly heartbeat: string | false | undefined;
  readonly allowMissingEnv: boolean;
}

export const COMMAND_LINE = 'command line';

export function readFlags(flags: PlanFlags): { overrides: Overrides; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const read = <I, T>(flag: string, given: I | undefined, parse: (value: I) => Parsed<T>): T | undefined => {
    if (given === undefined) return undefined;
    const parsed = parse(given);
    if ('value' in parsed) return parsed.value;
    const hint = flag === '--check' ? didYouMean(String(given), CHECKS) : undefined;
    diagnostics.push(diagnoseLoose(COMMAND_LINE, 'flag', `${flag}: ${parsed.problem}`, { hint }));
    return undefined;
  };
  const overrides: Overrides = {
    check: read('--check', flags.check, parseCheck),
    timeout: read('--timeout', flags.timeout, parseLimit),
    retries: read('--retries', flags.retries, parseRetries),
    dnsServer: read('--dns-server', flags.dnsServer, (text) => keepText(text, parseHostPort(text))),
    resolve: (flags.resolve ?? []).flatMap((text) => read('--resolve', text, parseResolve) ?? []),
    ip: read('--ip', flags.ip, parseFamily),
    proxy: flags.proxy,
    ca: flags.ca,
    insecure: flags.insecure,
    statusPage: flags.statusPage,
    heartbeat: flags.heartbeat === false ? false : read('--heartbeat', flags.heartbeat, parseHttp),
    allowMissingEnv: flags.allowMissingEnv === true,
  };
  return { overrides, diagnostics };
}

function keepText(text: string, parsed: Parsed<unknown>): Parsed<string> {
  return 'problem' in parsed ? parsed : { value: text };
}

function parseHttp(text: string): Parsed<string> {
  const parsed = parseHttpUrl(text);
  return 'problem' in parsed ? parsed : { value: text };
}

function parseCheck(text: string): Parsed<Check> {
  const check = CHECKS.find((name) => name === text);
  return check === undefined
    ? { problem: `${quote(text)} is not one of ${CHECKS.join(', ')}` }
    : { value: check };
}

function parseRetries(text: string | number): Parsed<number> {
  return /^([0-9]|10)$/.test(String(text))
    ? { value: Number(text) }
    : { problem: `${quote(text)} is not 0 to 10` };
}

function parseFamily(text: string | number): Parsed<4 | 6> {
  if (String(text) === '4') return { value: 4 };
  return String(text) === '6' ? { value: 6 } : { problem: `${quote(text)} is neither 4 nor 6` };
}
