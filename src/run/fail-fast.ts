/** `--fail-fast`: whether what is finished so far already fails the run. */

import type { Plan } from '../domain/plan.ts';
import { isObjectionable, isUp, type Judged, type Policy } from '../domain/policy.ts';

interface Chance {
  readonly members: ReadonlySet<string>;
  /** So many more members may fail before the group does. */
  spare: number;
}

export class FailFast {
  readonly #policy: Policy;
  readonly #chances: readonly Chance[];

  constructor({ targets, groups }: Pick<Plan, 'targets' | 'groups'>, policy: Policy) {
    this.#policy = policy;
    const probed = new Map(
      targets.filter(({ skip }) => skip === null).map((target) => [target.name, target]),
    );
    this.#chances = groups.map(({ probes, require }) => {
      const members = probes.flatMap((name) => probed.get(name) ?? []);
      const optional = members.every((member) => member.optional);
      const spare = optional ? Number.POSITIVE_INFINITY : Math.max(0, members.length - require);
      return { members: new Set(probes), spare };
    });
  }

  /** To be told each result once. A member of a group fails the run only when its group can no longer be well. */
  isLost(result: Judged): boolean {
    const groups = this.#chances.filter(({ members }) => members.has(result.name));
    if (!isObjectionable(result, this.#policy) || (groups.length > 0 && isUp(result))) return false;
    if (groups.length === 0) return !result.optional;
    for (const group of groups) group.spare -= 1;
    return groups.some(({ spare }) => spare < 0);
  }
}
