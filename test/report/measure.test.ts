import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { padEnd, padStart, truncateEnd, truncateMiddle, width, wrap } from '../../src/report/measure.ts';

const words = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.constantFrom('日本語の文章です', '👩‍💻👩‍💻', 'नमस्ते', 'https://a.example/x/y/z'),
    ),
  )
  .map((parts) => parts.join(' ').replace(/ +/g, ' ').trim());

describe('measure', () => {
  it('counts columns', () => {
    expect([
      width('abc'),
      width('日本'),
      width('👩‍💻'),
      width('ก็'),
      width('e\u0301'),
      width('✖ down'),
    ]).toEqual([3, 4, 2, 1, 1, 6]);
    expect(width('\u001b[31mred\u001b[39m')).toBe(3);
  });

  it('pads to columns', () => {
    expect(padEnd('日本', 6)).toBe('日本  ');
    expect(padStart('日本', 6)).toBe('  日本');
    expect(padEnd('long', 2)).toBe('long');
  });

  it('cuts the middle and keeps both ends', () => {
    expect(truncateMiddle('https://gateway.example.com/health', 15, '…')).toBe('https:/…/health');
    expect(truncateMiddle('東京の推論サーバー', 9, '…')).toBe('東京…バー');
    expect(truncateMiddle('short', 5, '…')).toBe('short');
    expect(truncateEnd('a long text', 6, '...')).toBe('a l...');
  });

  it('never exceeds the columns', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (text, columns) => {
        expect(width(truncateMiddle(text, columns, '…'))).toBeLessThanOrEqual(columns);
        for (const line of wrap(text, columns)) expect(width(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('loses nothing but the spaces at line ends', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 12, max: 60 }), (text, columns) => {
        expect(wrap(text, columns).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
    );
  });

  it('breaks at spaces, long words at the edge, and keeps a number with its unit', () => {
    expect(wrap('the server asks to wait 12 s, then', 26)).toEqual(['the server asks to wait', '12 s, then']);
    expect(wrap('see https://a.example/very/long/path now', 20)).toEqual([
      'see https://a.exampl',
      'e/very/long/path now',
    ]);
    expect(wrap('', 10)).toEqual(['']);
  });
});
