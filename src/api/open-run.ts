/** The real network behind a run: one prober, what it needs beside the attempts, and how to let go of it all. */

import { randomUUID } from 'node:crypto';
import { mend } from '../dialects/mend.ts';
import type { Clock, MendFn } from '../domain/ports.ts';
import { createControl } from '../probe/control.ts';
import { createProber } from '../probe/prober.ts';
import { warmUp } from '../probe/warm-up.ts';
import type { RunPorts } from '../run/run.ts';
import { VERSION } from '../version.ts';
import { createProviderWord } from './provider-word.ts';

export interface OpenRun {
  readonly ports: RunPorts;
  /** Ends what could keep the process alive. */
  close(): void;
}

export function openRun(clock: Clock): OpenRun {
  const prober = createProber(clock, VERSION);
  const ports: RunPorts = {
    attempt: prober.attempt,
    clock,
    control: createControl(prober),
    nextTurn: (callback) => void setImmediate(callback),
    mend: mendTarget,
    providerWord: createProviderWord(prober, clock),
    runId: randomUUID,
    warmUp: (attempts) => warmUp(attempts, clock.now),
  };
  return { ports, close: () => prober.close() };
}

const mendTarget: MendFn = (target, observation) => {
  if (target.ask.via !== 'generate') return null;
  const mended = mend(target.ask.generate, observation.response?.body.text ?? '');
  if (mended === null) return null;
  return { target: { ...target, ask: { via: 'generate', generate: mended.generate } }, note: mended.note };
};
