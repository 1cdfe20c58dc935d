import { describe, expect, it } from 'vitest';
import { problems } from './helpers.ts';

async function said(window: string): Promise<string[]> {
  return problems(`probes: [acme]\nmaintenance: [{${window}, duration: 1h}]`);
}

const EXAMPLE = '(e.g. "0 3 * * 0" is each Sunday at 3:00, "30 2 * * MON-FRI" each working day at 2:30)';

describe('cron expressions', () => {
  it.each([
    '0 3 * * 0',
    ' 0  3 * * 7 ',
    '*/5 0-4 1,15 JAN-MAR MON-FRI',
    '0 0 3 * * 1',
    '@daily',
    '0 3 L * *',
  ])('that are right: %j', async (cron) => {
    expect(await said(`cron: "${cron}"`)).toEqual([]);
  });

  it.each([
    ['60 3 * * *', '"60" is no minute (0 to 59)'],
    ['0 24 * * *', '"24" is no hour (0 to 23)'],
    ['0 3 32 * *', '"32" is no day of the month (1 to 31, or L for the last)'],
    ['0 3 * 13 *', '"13" is no month (1 to 12, or JAN to DEC)'],
    ['0 3 * * 8', '"8" is no day of the week (0 to 7, or SUN to SAT)'],
    ['0 3 * * mo', '"mo" is no day of the week (0 to 7, or SUN to SAT)'],
    ['60 0 3 * * 1', '"60" is no second (0 to 59)'],
    ['*/0 * * * *', '"*/0" is no minute (0 to 59)'],
    ['0 3 31 2 *', '"0 3 31 2 *" never comes: there is no such day'],
    ['@weakly', `"@weakly" is not one of @yearly, @monthly, @weekly, @daily, @hourly ${EXAMPLE}`],
    [
      '0 3 * *',
      `"0 3 * *" has 4 fields; a cron expression has five: minute, hour, day of the month, month, day of the week ${EXAMPLE}`,
    ],
    [
      '2026-12-01T02:00:00',
      `"2026-12-01T02:00:00" has 1 field; a cron expression has five: minute, hour, day of the month, month, day of the week ${EXAMPLE}`,
    ],
  ])('that are not: %j', async (cron, message) => {
    expect(await said(`cron: "${cron}"`)).toEqual([`2:22 ${message}`]);
  });
});

describe('time zones', () => {
  it.each([
    ['Europe/Berln', 'did you mean "Europe/Berlin"?'],
    ['Berlin', 'did you mean "Europe/Berlin"?'],
    ['new york', 'did you mean "America/New_York"?'],
    ['+02:00', 'write a name such as Europe/Berlin, or UTC'],
  ])('that are none: %s', async (timezone, hint) => {
    const message = `"${timezone}" is no time zone (${hint})`;
    expect(await said(`timezone: "${timezone}", cron: "0 3 * * *"`)).toEqual([`2:26 ${message}`]);
    expect(await said(`timezone: "${timezone}", start: 2026-12-01T02:00:00Z`)).toEqual([`2:26 ${message}`]);
  });
  it('are told beside a mistake in the expression', async () => {
    expect(await said('timezone: X, cron: "0 25 * * *"')).toEqual([
      '2:26 "X" is no time zone (write a name such as Europe/Berlin, or UTC)',
      '2:35 "25" is no hour (0 to 23)',
    ]);
  });
});

describe('times', () => {
  it.each([
    ['2026-02-30', '"2026-02-30" is no time: there is no such day'],
    ['2026-13-01', '"2026-13-01" is no time: there is no such day'],
    ['tomorrow', '"tomorrow" is no time; write 2026-12-01T02:00:00Z, or without Z and with "timezone"'],
  ])('that are none: %s', async (start, message) => {
    expect(await said(`start: ${start}`)).toEqual([`2:23 ${message}`]);
    expect(await said(`timezone: UTC, start: ${start}`)).toEqual([`2:38 ${message}`]);
  });
});
