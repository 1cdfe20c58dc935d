/** `--on-change`: what the last run saw is read before this one, compared with it, and written anew. */

import type { Report } from '../domain/report.ts';
import type { Redact } from '../domain/secret.ts';
import { safeText } from '../report/safe.ts';
import {
  type Change,
  type Changes,
  changesSince,
  decodeSnapshot,
  encodeSnapshot,
  LARGEST_SNAPSHOT,
  NOTHING_KNOWN,
  type Snapshot,
  standingText,
} from '../state/index.ts';
import type { Io } from './io.ts';
import type { Keep } from './keep.ts';
import { codeOf } from './private-files.ts';

const MOST_TOLD = 50;

export class OnChange {
  readonly #io: Io;
  readonly #keep: Keep;
  readonly #last: Snapshot;

  private constructor(io: Io, keep: Keep, last: Snapshot) {
    this.#io = io;
    this.#keep = keep;
    this.#last = last;
  }

  /** A state file that cannot be used is set aside with a warning; then nothing is known, as before the first run. */
  static async open(io: Io, keep: Keep): Promise<OnChange> {
    const read = readSnapshot(io, keep.stateFile);
    if (!('problem' in read)) return new OnChange(io, keep, read);
    await warn(io, `${keep.stateFile} cannot be used: ${read.problem}${setAside(io, keep.stateFile)}`);
    return new OnChange(io, keep, NOTHING_KNOWN);
  }

  since(report: Report): Changes {
    return changesSince(this.#last, report);
  }

  /** @param written whether the report reached its readers: what nobody was told is told next time */
  async end(report: Report, written: boolean, redact: Redact): Promise<void> {
    const { changes, next } = this.since(report);
    for (const change of changes.slice(0, MOST_TOLD)) await warn(this.#io, redact(sentence(change)));
    if (changes.length > MOST_TOLD) await warn(this.#io, `and ${changes.length - MOST_TOLD} changes more`);
    if (!written) return;
    try {
      this.#io.privateFiles.replace(this.#keep.stateFile, redact(encodeSnapshot(next, this.#keep.of)));
    } catch (error) {
      await warn(
        this.#io,
        `${this.#keep.stateFile} could not be written (${codeOf(error)}): the next run tells this again`,
      );
    }
  }
}

function readSnapshot({ privateFiles }: Io, path: string): Snapshot | { readonly problem: string } {
  try {
    const bytes = privateFiles.readKept(path, LARGEST_SNAPSHOT);
    return bytes === null ? { problem: 'it is too large' } : decodeSnapshot(bytes.toString('utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return NOTHING_KNOWN;
    return { problem: codeOf(error) === 'EFTYPE' ? 'it is no regular file' : codeOf(error) };
  }
}

/** @returns what became of it, to end a sentence with */
function setAside({ privateFiles, clock }: Io, path: string): string {
  const aside = `${path}.corrupt-${clock.wall()}`;
  try {
    privateFiles.rename(path, aside);
    return `; it is set aside as ${aside}, and all that is not well is told anew`;
  } catch {
    return '; all that is not well is told anew';
  }
}

function sentence({ name, before, now }: Change): string {
  const is =
    now.state === 'up'
      ? 'is up again'
      : `is ${now.state}${now.kind === null ? '' : ` (${now.kind}.${now.reason})`}`;
  return safeText(`${name} ${is}; before: ${standingText(before)}`);
}

async function warn(io: Io, line: string): Promise<void> {
  await io.stderr.write(`aiprobe: ${line}\n`).catch(() => {});
}
