import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DEEP_SCENARIO, REACH_SCENARIO, startDemo } from '../../src/demo/scenario.ts';
import { FAILURES } from '../../src/domain/failure.ts';
import { curl, rawExchange } from '../support/servers/raw-client.ts';

interface Entry {
  name: string;
  url?: string;
  base_url?: string;
  check?: string;
  dns?: { server: string };
  tls?: { ca: string };
}

const known = new Set<string>(
  Object.entries(FAILURES).flatMap(([kind, reasons]) =>
    Object.keys(reasons).map((reason) => `${kind}.${reason}`),
  ),
);

describe.each([
  ['reach', REACH_SCENARIO, 26],
  ['deep', DEEP_SCENARIO, 20],
])('the %s scenario', (_name, scenario, atLeast) => {
  it('probes every service by its name, and expects what can be told', async () => {
    const demo = await startDemo(scenario);
    const { probes, groups } = parse(demo.yaml);
    const names: string[] = probes.map(({ name }: Entry) => name);
    expect(names).toEqual(Object.keys(demo.expected));
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBeGreaterThanOrEqual(atLeast);
    expect(Object.values(demo.expected).filter((verdict) => verdict !== 'up' && !known.has(verdict))).toEqual(
      [],
    );
    for (const group of Object.values(groups ?? {})) {
      for (const member of (group as { probes: string[] }).probes) expect(names).toContain(member);
    }
    await demo.close();
  });
});

describe('the demo', () => {
  it('is reachable where its config says, and nowhere after its end', async () => {
    const demo = await startDemo();
    const probes: Entry[] = parse(demo.yaml).probes;
    const find = (name: string) => probes.find((entry) => entry.name === name);
    const gateway = find('gateway')?.url ?? '';
    const ca = find('gateway-tls')?.tls?.ca ?? '';
    expect((await curl(gateway)).stdout).toBe('{"status":"ok","model":"demo"}');
    expect((await curl('--cacert', ca, find('gateway-tls')?.url ?? '')).stdout).toContain('"ok"');
    expect((await curl('--cacert', ca, find('expired-cert')?.url ?? '')).exit).toBe(60);
    expect((await curl(`${find('openai-like')?.base_url}/models`)).stdout).toContain('invalid_request_error');
    expect((await curl(find('refused')?.url ?? '')).exit).toBe(7);
    await demo.close();
    expect((await rawExchange(Number(new URL(gateway).port))).code).toBe('ECONNREFUSED');
    expect(existsSync(ca)).toBe(false);
  });

  it('leaves nothing running when a service does not start', async () => {
    const started: string[] = [];
    const closed: string[] = [];
    const service = (name: string, fails: boolean) => ({
      name,
      about: name,
      expected: 'up' as const,
      start: async () => {
        if (fails) throw new Error('no port left');
        started.push(name);
        return { entry: {}, close: async () => void closed.push(name) };
      },
    });
    const scenario = { services: [service('a', false), service('b', true), service('c', false)], groups: {} };
    await expect(startDemo(scenario)).rejects.toThrow('no port left');
    expect([started, closed]).toEqual([['a'], ['a']]);
  });
});
