/** The state file: comes back as it was, holds no text of anybody else's, and is refused when it is not ours. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changesSince,
  decodeSnapshot,
  encodeSnapshot,
  NOTHING_KNOWN,
  type Snapshot,
} from '../../src/state/index.ts';
import { hostileReport } from '../support/hostile.ts';
import { failing, reportOf } from '../support/report.ts';

const snapshotOf = (name: string): Snapshot =>
  changesSince(NOTHING_KNOWN, reportOf([failing(name, 'dns.timeout', { message: 'secret words' })])).next;

describe('a state file', () => {
  it('comes back as it was, whatever the names are', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const { next } = changesSince(NOTHING_KNOWN, report);
        expect(decodeSnapshot(encodeSnapshot(next, '/etc/probes.yaml'))).toEqual(next);
      }),
    );
    expect(decodeSnapshot(encodeSnapshot(snapshotOf('__proto__'), 'x'))).toEqual(snapshotOf('__proto__'));
  });

  it('holds how things stood and nothing else', () => {
    const text = encodeSnapshot(snapshotOf('a'), '/etc/probes.yaml');
    expect(JSON.parse(text)).toEqual({
      schema: 'aiprobe/state@1',
      config: '/etc/probes.yaml',
      probes: [
        { name: 'a', state: 'down', kind: 'dns', reason: 'timeout', since: '2026-11-24T02:00:00.000Z' },
      ],
      groups: [],
    });
  });

  it.each([
    ['', 'it is no JSON'],
    ['{"schema":"aiprobe/state@1","probes":[{"na', 'it is no JSON'],
    ['null', 'it is no state file of aiprobe'],
    ['{"schema":"aiprobe/run@1"}', 'it is no state file of aiprobe'],
    ['{"schema":"aiprobe/state@2","probes":[],"groups":[]}', 'it is of another version of aiprobe'],
    ['{"schema":"aiprobe/state@1"}', 'some entries are not what they should be'],
    [
      '{"schema":"aiprobe/state@1","probes":[{"name":"a","state":"fine"}],"groups":[]}',
      'some entries are not what they should be',
    ],
    [
      '{"schema":"aiprobe/state@1","probes":[],"groups":[{"name":"g","ok":1}]}',
      'some entries are not what they should be',
    ],
  ])('that reads %j is refused', (text, problem) => {
    expect(decodeSnapshot(text)).toEqual({ problem });
  });

  it('cannot smuggle in text', () => {
    const probe = {
      name: 'a',
      state: 'down',
      kind: 'dns\u001b[31m',
      reason: 'x',
      since: '2026-11-24T02:00:00Z',
    };
    const text = JSON.stringify({ schema: 'aiprobe/state@1', probes: [probe], groups: [] });
    expect(decodeSnapshot(text)).toHaveProperty('problem');
    fc.assert(fc.property(fc.oneof(fc.json(), fc.string()), (any) => void decodeSnapshot(any)));
  });
});
