/** What the engine says of a broken regular expression, and what to write instead. */

interface Row {
  readonly says: RegExp;
  readonly problem: string;
  readonly hint: string;
}

const ROWS: readonly Row[] = [
  {
    says: /unterminated group/i,
    problem: 'a "(" is not closed',
    hint: 'write \\( for the character itself',
  },
  {
    says: /unmatched '\)'/i,
    problem: 'a ")" closes nothing',
    hint: 'write \\) for the character itself',
  },
  {
    says: /unterminated character class/i,
    problem: 'a "[" is not closed',
    hint: 'write \\[ for the character itself',
  },
  {
    says: /nothing to repeat/i,
    problem: 'nothing stands before a "*", "+", "?" or "{" to be repeated',
    hint: 'write \\* for the character itself, .* for any text',
  },
  {
    says: /lone quantifier brackets|incomplete quantifier/i,
    problem: 'a "{" or "}" stands alone',
    hint: 'write \\{ for the character itself',
  },
  {
    says: /numbers out of order/i,
    problem: 'in {from,to} the first number is the larger one',
    hint: 'turn them round',
  },
  {
    says: /range out of order/i,
    problem: 'in [from-to] the first character comes after the second',
    hint: 'turn them round, or write \\- for a hyphen',
  },
  {
    says: /invalid group/i,
    problem: 'a "(?" is followed by what means nothing',
    hint: 'flags stand at the end: /text/i, not (?i)text',
  },
  {
    says: /\\ at end of pattern/i,
    problem: 'it ends in a backslash',
    hint: 'write \\\\ for the character itself',
  },
  {
    says: /duplicate capture group name/i,
    problem: 'two groups have the same name',
    hint: 'a plain group is ( )',
  },
  {
    says: /named (?:reference|capture)|capture group name/i,
    problem: 'the name of a group is wrong, or of none here',
    hint: 'a named group is (?<name> ), a plain one ( )',
  },
  {
    says: /invalid flags/i,
    problem: 'the letters behind the last "/" are no flags',
    hint: 'flags are i, m, s, u and v, each once',
  },
];

/** @param message of the SyntaxError */
export function regexWords(message: string): { readonly problem: string; readonly hint?: string } {
  const row = ROWS.find(({ says }) => says.test(message));
  if (row !== undefined) return row;
  const reason = message.replace(/^.*\/[a-z]*: /s, '');
  return { problem: `${reason.charAt(0).toLowerCase()}${reason.slice(1)}` };
}
