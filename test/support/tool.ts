/** The readers' own checkers, where this machine has them: a test that needs one is skipped, and says so, elsewhere. */

import { spawnSync } from 'node:child_process';

export function hasTool(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function runTool(name: string, args: readonly string[], input: string): Outcome {
  const { status, stdout, stderr } = spawnSync(name, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { status, stdout, stderr };
}
