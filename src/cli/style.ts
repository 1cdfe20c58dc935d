/** How text is to look on a stream: width, color, symbols; from flags, environment and the stream itself. */

import { DEFAULT_POLICY, type Policy } from '../domain/policy.ts';
import type { Style, Terms } from '../report/types.ts';
import type { Options } from './arguments.ts';
import type { Io, OutputStream } from './io.ts';

export interface Look extends Terms {
  /** `--color` or `--no-color`; null: neither was given. */
  readonly color: boolean | null;
  readonly verbose: boolean;
}

/** @param policy what the run is held to; what judges no run can do without */
export function lookOf(options: Pick<Options, 'color' | 'verbose'>, policy: Policy = DEFAULT_POLICY): Look {
  return { color: options.color ?? null, verbose: options.verbose === true, policy };
}

/** A log or a file has no width: wide enough for a table, narrow enough for a CI page. */
const WIDTH_ELSEWHERE = 100;
const NARROWEST = 40;
const WIDEST = 400;

export function styleFor(stream: OutputStream, io: Io, look: Look): Style {
  return {
    width: widthOf(stream, io.env),
    color: colorLevel(stream, io.env, look.color),
    unicode: speaksUnicode(io.env),
    verbose: look.verbose,
    now: io.clock.wall(),
    policy: look.policy,
    demo: look.demo === true,
  };
}

/** Whether a line may be redrawn: a CI server shows what its terminal got as a log, and a dumb terminal cannot erase. */
export function isRedrawn(stream: OutputStream, env: Io['env']): boolean {
  const inCi = env.CI !== undefined && env.CI !== '' && env.CI !== 'false';
  return stream.isTTY && env.TERM !== 'dumb' && !inCi;
}

function widthOf(stream: OutputStream, env: Io['env']): number {
  const named = Number(env.COLUMNS);
  const width = stream.columns ?? (Number.isInteger(named) && named > 0 ? named : WIDTH_ELSEWHERE);
  return Math.min(Math.max(width, NARROWEST), WIDEST);
}

/** no-color.org and force-color.org; a flag beats both, and both beat what the terminal says of itself. */
function colorLevel(stream: OutputStream, env: Io['env'], flag: boolean | null): Style['color'] {
  if (flag === false) return 0;
  const forced = flag === true ? 'true' : env.FORCE_COLOR;
  if (forced !== undefined && forced !== '') {
    if (forced === '0' || forced === 'false') return 0;
    if (forced === '1' || forced === '2' || forced === '3') return levelOf(Number(forced));
    return Math.max(terminalLevel(env), 1) === 1 ? 1 : terminalLevel(env);
  }
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return 0;
  return stream.isTTY ? terminalLevel(env) : 0;
}

function levelOf(level: number): Style['color'] {
  return level >= 3 ? 3 : level === 2 ? 2 : 1;
}

function terminalLevel(env: Io['env']): Style['color'] {
  const term = env.TERM ?? '';
  if (term === 'dumb') return 0;
  if (/^(truecolor|24bit)$/.test(env.COLORTERM ?? '')) return 3;
  return /256/.test(term) ? 2 : 1;
}

/** The locale decides, as it does for other programs; Windows terminals and macOS are Unicode throughout. */
function speaksUnicode(env: Io['env']): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  if (locale !== '') return /utf-?8/i.test(locale);
  return env.WT_SESSION !== undefined || env.TERM_PROGRAM !== undefined || env.CI !== undefined;
}
