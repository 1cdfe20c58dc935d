/** What the YAML library's error codes mean to a person who writes a config. */

interface Words {
  readonly text: string;
  readonly hint?: string;
}

const WORDS: Readonly<Record<string, Words>> = {
  TAB_AS_INDENT: { text: 'a tab stands where YAML wants spaces', hint: 'indent with spaces' },
  BAD_INDENT: { text: 'the indentation does not fit, or a bracket is not closed' },
  BLOCK_AS_IMPLICIT_KEY: {
    text: 'a second ": " in one line',
    hint: 'put the value in quotes, or the inner key on its own line',
  },
  MULTILINE_IMPLICIT_KEY: { text: 'a key must stand on one line; is a ":" missing?' },
  MISSING_CHAR: { text: 'a closing quote or bracket, or a ":", is missing' },
  BAD_SCALAR_START: { text: 'a value cannot begin with this character', hint: 'put it in quotes' },
  BAD_ALIAS: { text: 'this is no alias', hint: 'put a value that begins with * or & in quotes' },
  BAD_DQ_ESCAPE: { text: 'no such escape in "..."', hint: "write \\\\ for a backslash, or use '...'" },
  RESOURCE_EXHAUSTION: { text: 'nested too deeply to be a config' },
};

/**
 * @param code of a YAMLParseError
 * @param message the library's own words, used for codes that need no better ones
 */
export function syntaxMessage(code: string, message: string): Words {
  const words = WORDS[code];
  if (words !== undefined) return words;
  return { text: `this is no valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}` };
}
