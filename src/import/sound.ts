/**
 * What our own config accepts of a draft. One probe that it refuses (an impossible port, a header that cannot be sent)
 * must not take the others with it: it is left out, with what the config says of it.
 */

import type { Draft, PlacedProbe } from './draft.ts';
import type { Ledger } from './ledger.ts';

/** @returns what is wrong with a draft; empty: it is valid */
export type Problems = (draft: Draft) => Promise<readonly string[]>;

export async function soundPart(draft: Draft, problems: Problems, ledger: Ledger): Promise<Draft> {
  if (draft.probes.length === 0 || (await problems(draft)).length === 0) return draft;
  const probes = await soundProbes(draft.probes, problems, ledger);
  const left = withoutLoose({ ...draft, probes });
  const [problem] = probes.length === 0 ? [] : await problems(left);
  if (problem === undefined) return left;
  const at = { file: probes[0]?.origin.file ?? '', line: 1, path: '' };
  ledger.note(at, `groups, maintenance windows and "control" are left out: ${problem}`);
  return only(probes);
}

/** By halves, so that a few bad ones among thousands are found with a few dozen looks. */
async function soundProbes(
  probes: readonly PlacedProbe[],
  problems: Problems,
  ledger: Ledger,
): Promise<readonly PlacedProbe[]> {
  const [problem] = probes.length === 0 ? [] : await problems(only(probes));
  if (problem === undefined) return probes;
  const [first] = probes;
  if (first !== undefined && probes.length === 1) {
    ledger.note(first.origin, `"${first.probe.name}" is left out: ${problem}`);
    return [];
  }
  const middle = probes.length >> 1;
  return [
    ...(await soundProbes(probes.slice(0, middle), problems, ledger)),
    ...(await soundProbes(probes.slice(middle), problems, ledger)),
  ];
}

function only(probes: readonly PlacedProbe[]): Draft {
  return { probes, groups: {}, maintenance: [], control: [] };
}

/** Groups and windows without the members that are gone. */
function withoutLoose(draft: Draft): Draft {
  const names = new Set(draft.probes.map(({ probe }) => probe.name));
  const groups = Object.entries(draft.groups)
    .map(
      ([name, group]) => [name, { ...group, probes: group.probes.filter((one) => names.has(one)) }] as const,
    )
    .filter(([, { probes }]) => probes.length > 0);
  const maintenance = draft.maintenance.filter(
    ({ probes }) => probes?.every((one) => names.has(one)) ?? true,
  );
  return { ...draft, groups: Object.fromEntries(groups), maintenance };
}
