/** A fifth of a second of near silence as a WAV file, made so that every byte is ASCII and a string can hold it. */

const SAMPLES = 1_600;
const RATE = 8_000;
/** Of unsigned 8-bit PCM 0x80 is silence; 0x7f is one step below. */
const QUIET = '\x7f';

function little(value: number, bytes: number): string {
  let text = '';
  for (let i = 0; i < bytes; i += 1) text += String.fromCharCode((value >> (8 * i)) & 0xff);
  return text;
}

const PCM = 1;
const MONO = 1;
const BITS = 8;
const FORMAT = [
  little(PCM, 2),
  little(MONO, 2),
  little(RATE, 4),
  little(RATE, 4),
  little(1, 2),
  little(BITS, 2),
].join('');
const CHUNKS = `WAVEfmt ${little(FORMAT.length, 4)}${FORMAT}data${little(SAMPLES, 4)}${QUIET.repeat(SAMPLES)}`;

export const SILENCE = `RIFF${little(CHUNKS.length, 4)}${CHUNKS}`;
