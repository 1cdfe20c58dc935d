/** What the YAML library's errors mean to a person who writes a config. */

export interface Words {
  readonly text: string;
  readonly hint?: string;
}

interface Row extends Words {
  readonly code: string;
  /** Of the library's message, where a code stands for several mistakes. */
  readonly says?: RegExp;
}

export const TAB: Words = { text: 'tab used for indentation; YAML wants spaces', hint: 'indent with spaces' };
export const BARE_VARIABLE: Words = {
  text: 'a variable within { } or [ ] has to stand in quotes',
  hint: 'write "${NAME}"',
};
export const OPEN_QUOTE: Words = { text: 'this quote is not closed' };
export const OPEN_BRACKET: Words = {
  text: 'this bracket is not closed',
  hint: 'or the lines within it are not indented further than its key',
};
export const STRAY_KEY: Words = {
  text: 'the next line looks like a key but is indented like a part of this value',
  hint: 'keys of one mapping begin in the same column',
};

const ROWS: readonly Row[] = [
  { code: 'TAB_AS_INDENT', ...TAB },
  { code: 'BAD_INDENT', says: /^Flow /, ...OPEN_BRACKET },
  { code: 'MISSING_CHAR', says: /must end with a [\]}]$/, ...OPEN_BRACKET },
  {
    code: 'BAD_INDENT',
    text: 'the indentation fits nothing above',
    hint: 'items of one list and keys of one mapping begin in the same column',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    says: /^A block sequence/,
    text: 'this list item is indented like none above',
    hint: 'items of one list begin in the same column',
  },
  {
    code: 'BLOCK_AS_IMPLICIT_KEY',
    text: 'a second ": " in one line',
    hint: 'put the value in quotes, or the inner key on its own line',
  },
  {
    code: 'MULTILINE_IMPLICIT_KEY',
    text: 'a key goes over two lines',
    hint: 'is a blank missing after ":", or a "," within { }, or is the second line indented wrongly?',
  },
  { code: 'MISSING_CHAR', says: /closing .quote/, ...OPEN_QUOTE },
  {
    code: 'MISSING_CHAR',
    says: /followed by map values/,
    text: 'this is neither a key nor a part of the value before it',
    hint: 'a key is followed by ": "',
  },
  { code: 'MISSING_CHAR', says: /^Missing ,/, text: 'a "," is missing before this' },
  { code: 'MISSING_CHAR', says: /^Missing space after :/, text: 'a blank is missing after this ":"' },
  { code: 'MISSING_CHAR', says: /^Comments/, text: 'a blank is missing before "#"' },
  {
    code: 'MISSING_CHAR',
    says: /without - indicator/,
    text: 'this belongs to no list item',
    hint: 'indent it as the keys above it, or begin a new item with "- "',
  },
  { code: 'BAD_SCALAR_START', text: 'a value cannot begin with this character', hint: 'put it in quotes' },
  { code: 'BAD_ALIAS', text: 'this is no alias', hint: 'put a value that begins with * or & in quotes' },
  {
    code: 'BAD_DQ_ESCAPE',
    text: 'no such escape in "..."',
    hint: "write \\\\ for a backslash, or use '...'",
  },
  {
    code: 'BLOCK_IN_FLOW',
    text: 'keys and list items by indentation cannot stand within { } or [ ]',
    hint: 'is a "," missing?',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    says: /block-seq-ind/,
    text: 'a list cannot begin behind its key',
    hint: 'put "- " on the next line',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    says: /"[\]}]"$|flow-(?:map|seq)-end/,
    text: 'this bracket closes none',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    says: /^Block scalar header/,
    text: 'the text of a value with | or > begins on the next line',
  },
  {
    code: 'UNEXPECTED_TOKEN',
    text: 'this does not belong to the value before it',
    hint: 'is a quote, a ",", or a blank after "-" or ":" missing?',
  },
  { code: 'RESOURCE_EXHAUSTION', text: 'nested too deeply to be a config' },
];

/**
 * @param code of a YAMLParseError
 * @param message the library's own words, used for codes that need no better ones
 */
export function syntaxWords(code: string, message: string): Words {
  const row = ROWS.find((one) => one.code === code && (one.says?.test(message) ?? true));
  return row ?? { text: `this is no valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}` };
}
