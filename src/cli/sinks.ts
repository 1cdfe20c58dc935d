/** Where reports go: `-r NAME[=FILE]` read, checked before anything is probed, and written in the end. */

import { resolve } from 'node:path';
import { nearest } from '../config/suggest.ts';
import { UserError } from '../domain/errors.ts';
import type { Report, Result } from '../domain/report.ts';
import type { Redact } from '../domain/secret.ts';
import {
  defaultReporter,
  isReporterName,
  loadReporter,
  REPORTER_NAMES,
  type ReporterModule,
  type ReporterName,
} from '../report/index.ts';
import { type Io, WriteError } from './io.ts';
import { type Look, styleFor } from './style.ts';

export interface Sink {
  readonly name: ReporterName;
  /** Absolute path; null: standard output. */
  readonly file: string | null;
}

/**
 * @param specs `NAME` or `NAME=FILE`, as given
 * @throws UserError for an unknown name, two reporters on one place, or a file that could not be written
 */
export function readSinks(specs: readonly string[], io: Pick<Io, 'cwd' | 'env' | 'files'>): readonly Sink[] {
  const sinks = (specs.length === 0 ? [defaultReporter(io.env)] : specs).map((spec) => readSink(spec, io));
  for (const [i, sink] of sinks.entries()) {
    const before = sinks.slice(0, i).find(({ file }) => placeOf(file, io) === placeOf(sink.file, io));
    if (before !== undefined) throw new UserError(onePlaceForTwo(before, sink));
  }
  return sinks;
}

/** Under which name a file was given does not matter. */
function placeOf(file: string | null, { files }: Pick<Io, 'files'>): string | null {
  return file === null ? null : files.real(file);
}

/** @throws UserError where a report would take the place of what the command reads */
export function refuseSources(
  sinks: readonly Sink[],
  names: readonly string[],
  io: Pick<Io, 'cwd' | 'files'>,
): void {
  const sources = new Set(
    names.filter((name) => name !== '-').map((name) => io.files.real(resolve(io.cwd, name))),
  );
  const found = sinks.find(({ file }) => file !== null && sources.has(io.files.real(file)));
  if (found !== undefined)
    throw new UserError(`-r ${found.name} would write over ${found.file}, which is read here`);
}

function onePlaceForTwo(before: Sink, { name, file }: Sink): string {
  if (file === null) {
    const advice = before.name === name ? 'give it once' : `write one to a file: -r ${name}=FILE`;
    return `-r ${before.name} and -r ${name} would both write to standard output: ${advice}`;
  }
  return `-r ${before.name} and -r ${name} would both write to the file ${file}: give each a file of its own`;
}

function readSink(spec: string, io: Pick<Io, 'cwd' | 'files'>): Sink {
  const at = spec.indexOf('=');
  const name = at === -1 ? spec : spec.slice(0, at);
  if (!isReporterName(name)) {
    const near = nearest(name, REPORTER_NAMES);
    const hint = near === null ? '' : ` (did you mean "${near}"?)`;
    throw new UserError(`unknown reporter "${name}"${hint}: choose one of ${REPORTER_NAMES.join(', ')}`);
  }
  if (at === -1) return { name, file: null };
  const path = spec.slice(at + 1);
  if (path === '') throw new UserError(`-r ${spec}: a file name is missing after "="`);
  if (path === '-' || path === '/dev/stdout') return { name, file: null };
  const file = resolve(io.cwd, path);
  const reason = io.files.whyNotWritable(file);
  if (reason !== null) throw new UserError(`-r ${spec}: cannot write ${file}: ${reason}`);
  return { name, file };
}

/** What goes to standard output. Files get all of it. */
export interface Showing {
  /** Results are written as they come, where the format can. */
  readonly live: boolean;
  /** null: nothing. */
  of(report: Report): Report | null;
}

/** @param quiet nothing when all is well */
export function quietly(quiet: boolean): Showing {
  return {
    live: !quiet,
    of: (report) => (quiet && report.summary.exit_code === 0 ? null : report),
  };
}

interface OpenSink {
  readonly sink: Sink;
  readonly module: ReporterModule;
  /** Results were written as they came. */
  streamed: boolean;
}

const UNWRITTEN = 74;
const PLUGIN_UNKNOWN = 3;

/** Writes results as they come where the format can, and the report at the end. Failures to write are collected. */
export class SinkWriter {
  readonly #failures: WriteError[] = [];
  readonly #io: Io;
  readonly #look: Look;
  readonly #showing: Showing;
  readonly #sinks: readonly OpenSink[];

  private constructor(
    io: Io,
    look: Look,
    showing: Showing,
    sinks: readonly { sink: Sink; module: ReporterModule }[],
  ) {
    this.#io = io;
    this.#look = look;
    this.#showing = showing;
    this.#sinks = sinks.map((one) => ({ ...one, streamed: false }));
  }

  static async open(io: Io, sinks: readonly Sink[], look: Look, showing: Showing): Promise<SinkWriter> {
    const loaded = await Promise.all(
      sinks.map(async (sink) => ({ sink, module: await loadReporter(sink.name) })),
    );
    return new SinkWriter(io, look, showing, loaded);
  }

  /** Whether some reader did not get the report. */
  get hasFailed(): boolean {
    return this.#failures.length > 0;
  }

  /** Whether results are seen on standard output, or behind it, as they come. */
  get isLive(): boolean {
    if (this.#io.stdout.isFile) return false;
    const streams = ({ sink, module }: OpenSink) => sink.file === null && module.stream !== undefined;
    return this.#showing.live && this.#sinks.some(streams);
  }

  async result(result: Result): Promise<void> {
    if (!this.#showing.live) return;
    for (const one of this.#sinks) {
      if (one.sink.file !== null || one.module.stream === undefined) continue;
      one.streamed = true;
      await this.#write(one.sink, one.module.stream.result(result));
    }
  }

  /**
   * Writes the report and tells on standard error what could not be written, once for each place.
   *
   * @returns the exit code of the process
   */
  async finish(report: Report, redact: Redact): Promise<number> {
    for (const one of this.#sinks) await this.#end(one, report);
    for (const { message } of this.#failures) {
      await this.#io.stderr.write(`aiprobe: ${redact(message)}\n`).catch(() => {});
    }
    return this.#exitCode(report);
  }

  #exitCode(report: Report): number {
    const [only, ...others] = this.#sinks;
    const plugin = others.length === 0 && this.#look.demo !== true ? only?.module.exitCode : undefined;
    const code = plugin?.(report, this.#look.policy) ?? report.summary.exit_code;
    // Failures are what a demonstration shows.
    const ends = this.#look.demo === true && (code === 1 || code === 3) ? 0 : code;
    if (ends !== 0 || !this.hasFailed) return ends;
    // A report that nobody got must not pass for one that says all is well.
    return plugin === undefined ? UNWRITTEN : PLUGIN_UNKNOWN;
  }

  async #end({ sink, module, streamed }: OpenSink, whole: Report): Promise<void> {
    this.#appendSummary(module, whole);
    // A monitoring plugin that says nothing is a broken plugin.
    const all = sink.file !== null || module.exitCode !== undefined;
    const report = all ? whole : this.#showing.of(whole);
    if (report === null) return;
    const style = styleFor(sink.file === null ? this.#io.stdout : NO_TERMINAL, this.#io, this.#look);
    const text =
      streamed && module.stream !== undefined ? module.stream.end(report) : module.render(report, style);
    await this.#write(sink, text);
  }

  /** GitHub's page of the job: earlier steps may have written to it, and its size is bounded. */
  #appendSummary(module: ReporterModule, report: Report): void {
    const path = this.#io.env.GITHUB_STEP_SUMMARY;
    if (module.summary === undefined || path === undefined || path === '') return;
    const { files } = this.#io;
    try {
      files.append(path, module.summary(report, this.#look, files.size(path)));
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      this.#failures.push(error);
    }
  }

  async #write(sink: Sink, text: string): Promise<void> {
    try {
      if (sink.file === null) await this.#io.stdout.write(text);
      else this.#io.files.writeWhole(sink.file, text);
    } catch (error) {
      if (!(error instanceof WriteError)) throw error;
      // One line is enough for a pipe that stays closed.
      if (!this.#failures.some((known) => known.message === error.message)) this.#failures.push(error);
    }
  }
}

const NO_TERMINAL = { isTTY: false, isFile: true, columns: null, write: async () => {} };
