/**
 * Configs of other tools → a probes.yaml. What cannot be said in ours is told with its place, and literal secrets become
 * variables. Loaded by `aiprobe import` alone.
 */

import { UserError } from '../domain/errors.ts';
import { blackbox } from './blackbox/index.ts';
import type { Draft, Importer } from './draft.ts';
import { FORMATS, type Format } from './formats.ts';
import { gatus } from './gatus/index.ts';
import { Ledger } from './ledger.ts';
import { litellm } from './litellm/index.ts';
import { soundPart } from './sound.ts';
import { readSource, type SourceFile } from './source.ts';
import { tell } from './tell.ts';
import { uptimeKuma } from './uptime-kuma/index.ts';
import type { Value } from './value.ts';
import { writeConfig } from './write.ts';

export type { SourceFile } from './source.ts';

export { FORMATS, type Format };

const IMPORTERS = { litellm, gatus, blackbox, 'uptime-kuma': uptimeKuma } satisfies Record<Format, Importer>;

export interface Imported {
  readonly format: Format;
  /** Text of the probes.yaml. */
  readonly yaml: string;
  /** What could not be carried over, one line each, safe to print. */
  readonly told: readonly string[];
  readonly probes: number;
}

/** @returns what our own config would say against this text; empty: it is valid */
export type Validate = (yaml: string) => Promise<readonly string[]>;

/** More than this are no longer read by a person, and would take long to check. */
const MAX_PROBES = 5_000;

/**
 * @param from null: recognised by what is in the files
 * @throws UserError when a file cannot be read, is of no known format, or nothing in it can be probed
 */
export async function importConfig(
  files: readonly SourceFile[],
  from: Format | null,
  validate: Validate,
): Promise<Imported> {
  const documents = files.map(readSource);
  const format = from ?? recognise(documents);
  const importer = IMPORTERS[format];
  for (const document of documents) refuseForeign(document, format);
  const ledger = new Ledger();
  const draft = importer.read(documents, ledger);
  for (const origin of documents.flatMap((document) => document.unread()))
    ledger.note(origin, 'not carried over');
  if (draft.probes.length > MAX_PROBES)
    throw new UserError(
      `${draft.probes.length} probes are too many for one config (the limit is ${MAX_PROBES})`,
    );
  const written = (one: Draft, told: readonly string[]) =>
    writeConfig({
      title: importer.title,
      files: files.map(({ name }) => name),
      draft: one,
      variables: () => ledger.variables(),
      told,
      masked: (text: string) => ledger.masked(text),
    });
  // Comments are no part of what is valid, and gathering them each time would take long where much is wrong.
  const sound = await soundPart(draft, (one) => validate(written(one, [])), ledger);
  const told = tell(ledger);
  if (sound.probes.length === 0)
    throw new UserError(['nothing in there can be probed:', ...told].join('\n  '));
  return { format, yaml: written(sound, told), told, probes: sound.probes.length };
}

function recognise(documents: readonly Value[]): Format {
  const format = FORMATS.find((one) => documents.some((document) => IMPORTERS[one].recognises(document)));
  if (format !== undefined) return format;
  const file = documents[0]?.origin.file ?? 'the file';
  throw new UserError(
    `${file} is no config that can be imported: it has neither "model_list" (LiteLLM), "endpoints" (Gatus), ` +
      '"modules" or "scrape_configs" or a list of "targets" (blackbox_exporter), nor "monitorList" (Uptime Kuma)',
  );
}

function refuseForeign(document: Value, format: Format): void {
  if (IMPORTERS[format].recognises(document)) return;
  throw new UserError(`${document.origin.file} is no ${IMPORTERS[format].title}`);
}
