import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeText } from '../../src/report/safe.ts';

const ACTS =
  /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/u;

/** Strings rich in what is dangerous: random ones hardly ever hold an escape sequence. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.constantFrom(
        '\u001b[31m',
        '\u001b]0;x\u0007',
        '\u009b2J',
        '\u202e',
        '\u2066',
        '\u200d',
        '\u200c',
        '\ud800',
        '\udc00',
        '👩',
        '\u0301',
        'ي',
      ),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('safeText', () => {
  it('holds no character that acts, whatever goes in', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(safeText(text)).not.toMatch(ACTS);
      }),
    );
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(safeText(safeText(text, 500), 50_000)).toBe(safeText(text, 500));
      }),
    );
  });

  it('leaves printable ASCII alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        fc.pre(!/::|##/.test(text));
        expect(safeText(text)).toBe(text);
      }),
    );
  });

  it.each([
    ['\u001b[31mred\u0007', '\\x1b[31mred\\x07'],
    ['a\u009bb\u007f', 'a\\x9bb\\x7f'],
    ['user\u202egnp.exe', 'user\\u202egnp.exe'],
    ['pay\u200bpal\ufeff', 'pay\\u200bpal\\ufeff'],
    ['\ud800x\udc00', '\\ud800x\\udc00'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['one\r\n\ttwo\u2028three', 'one two three'],
    ['a\u200db', 'a\\u200db'],
    ['::error title=a:b,c=d::owned', ':\\x3aerror title=a:b,c=d::owned'],
    ['::error title=x::owned', ':\\x3aerror title=x::owned'],
    ['x ##[error]y ##vso[z]', 'x #\\x23[error]y #\\x23vso[z]'],
    ['fe80::1 and std::string', 'fe80::1 and std::string'],
  ])('shows %j as %j', (text, shown) => {
    expect(safeText(text)).toBe(shown);
  });

  it.each(['日本語', 'שלום', 'नमस्ते', 'क्‍ष', 'می‌خواهم', '👩‍💻', '❤️', 'é', 'ﬁ'])(
    'leaves %s as it is',
    (text) => {
      expect(safeText(text)).toBe(text);
    },
  );

  it('bounds length without halving a character', () => {
    expect(safeText('x'.repeat(5_000))).toHaveLength(2_000);
    expect(safeText('😀'.repeat(10), 6)).toBe('😀😀…');
  });

  it('bounds the marks on one letter', () => {
    expect(safeText(`e${'\u0301'.repeat(100)}x`)).toBe(`e${'\u0301'.repeat(6)}x`);
  });
});
