/** Config texts → Config, or every mistake in them at its place. Needs no environment: what waits for it is judged later. */

import { addAll } from './add-all.ts';
import type { Draft, Known, ParsedConfig, SourceText } from './config.ts';
import { type Diagnostic, diagnose, hasErrors, inOrder, type Place, type Source } from './diagnostic.ts';
import { decodeSource } from './source.ts';
import type { Tree } from './tree.ts';

export async function parseConfig(sources: readonly SourceText[], known: Known): Promise<ParsedConfig> {
  const diagnostics: Diagnostic[] = [];
  const texts: Source[] = [];
  for (const { name, text } of sources) {
    const decoded = decodeSource(name, text);
    if ('problem' in decoded) diagnostics.push(decoded.problem);
    else texts.push(decoded.source);
  }
  if (texts.length === 0) return { config: null, diagnostics };
  const [{ readYaml }, { readSections }, { crossCheck, entryProblems }] = await Promise.all([
    import('./yaml.ts'),
    import('./sections.ts'),
    import('./cross-check.ts'),
  ]);
  const config: Draft = {
    probes: [],
    defaults: [],
    groups: [],
    maintenance: [],
    control: [],
    providers: [],
    notify: [],
    heartbeat: [],
  };
  const trees: Tree[] = [];
  let whole = texts.length === sources.length;
  for (const source of texts) {
    const reading = readYaml(source);
    addAll(diagnostics, reading.diagnostics);
    whole &&= reading.whole;
    if (reading.tree === null) continue;
    trees.push(reading.tree);
    const found = readSections(reading.tree, config);
    // What is missing may stand where the text could not be read.
    addAll(diagnostics, reading.whole ? found : found.filter(({ code }) => code !== 'missing'));
  }
  addAll(diagnostics, await (whole ? crossCheck(config, known) : entryProblems(config)));
  const [first] = trees;
  if (
    !hasErrors(diagnostics) &&
    config.probes.length === 0 &&
    config.providers.length === 0 &&
    first !== undefined
  ) {
    diagnostics.push(
      diagnose(startOf(first), 'empty', 'the config names no probe', { hint: 'list them under "probes:"' }),
    );
  }
  return { config: hasErrors(diagnostics) ? null : config, diagnostics: inOrder(diagnostics) };
}

function startOf({ place }: Tree): Place {
  return { ...place, end: place.start + 1 };
}
