/** What every output format is made of. Nothing in `report/` writes anywhere: it returns text, one place writes it. */

import type { Policy } from '../domain/policy.ts';
import type { Report, Result } from '../domain/report.ts';

/** What a run is held to, for whoever says what it comes to. */
export interface Terms {
  /** What fails it: no format may show a failure that does not count as one that does. */
  readonly policy: Policy;
  /** It shows failures on purpose: they do not make its process fail. */
  readonly demo?: boolean;
}

/** How text is to look, which formats for machines ignore, and what the run is held to. */
export interface Style extends Terms {
  /** Columns of the terminal, or a sensible width where there is none. */
  readonly width: number;
  /** chalk's levels: no color, 16, 256, 16 million. */
  readonly color: 0 | 1 | 2 | 3;
  /** Symbols beyond ASCII can be shown. */
  readonly unicode: boolean;
  readonly verbose: boolean;
  /** Wall clock, milliseconds since 1970: "ago" and "in" are counted from here. */
  readonly now: number;
}

/** The whole run as text, with its final newline. */
export type Reporter = (report: Report, style: Style) => string;

/** A format that can be written while the run goes on. All texts joined are what the Reporter would have given. */
export interface StreamReporter {
  /** Called as each probe finishes, in that order. */
  result(result: Result): string;
  /** Called once, after the last result. */
  end(report: Report): string;
}

/** Exit codes of a monitoring plugin: OK, WARNING, CRITICAL, UNKNOWN. */
export type PluginExitCode = 0 | 1 | 2 | 3;

export interface ReporterModule {
  readonly render: Reporter;
  readonly stream?: StreamReporter;
  /**
   * What is to be appended to the job's summary, where the CI system names a file for it (`GITHUB_STEP_SUMMARY`), beside
   * what `render` gives.
   *
   * @param taken bytes that the file holds already
   * @returns Markdown, with its final newline, that keeps the file within GitHub's limit; empty where nothing fits
   */
  readonly summary?: (report: Report, terms: Terms, taken?: number) => string;
  /** Replaces the exit code of the run when this is the only format asked for (SPEC 6). */
  readonly exitCode?: (report: Report, policy: Policy) => PluginExitCode;
}
