/** Bytes into lines: UTF-8 cut anywhere, LF, CRLF or CR, a byte order mark at the start. */

/** Longest line, in characters. A line without end must not fill the memory. */
export const LONGEST_LINE = 1_048_576;

export class Lines {
  readonly #decoder = new TextDecoder();
  readonly #line: (line: string) => void;
  readonly #tooLong: () => void;
  #rest = '';
  #afterCr = false;

  /** @param tooLong a line passed `LONGEST_LINE`; it was dropped, and nothing more should be pushed */
  constructor(line: (line: string) => void, tooLong: () => void) {
    this.#line = line;
    this.#tooLong = tooLong;
  }

  push(chunk: Uint8Array): void {
    this.#split(this.#decoder.decode(chunk, { stream: true }));
  }

  /** @returns the last line, if it had no end */
  end(): string {
    this.#split(this.#decoder.decode());
    return this.#rest;
  }

  #split(text: string): void {
    if (text === '') return;
    // The LF of a CRLF whose CR has ended the line already.
    let start = this.#afterCr && text.startsWith('\n') ? 1 : 0;
    this.#afterCr = false;
    let cr = text.indexOf('\r', start);
    let lf = text.indexOf('\n', start);
    while (cr !== -1 || lf !== -1) {
      const end = cr === -1 || (lf !== -1 && lf < cr) ? lf : cr;
      if (!this.#emit(text.slice(start, end))) return;
      start = end + 1;
      if (end === cr && start === text.length) this.#afterCr = true;
      if (end === cr && lf === start) start += 1;
      if (cr !== -1 && cr < start) cr = text.indexOf('\r', start);
      if (lf !== -1 && lf < start) lf = text.indexOf('\n', start);
    }
    this.#keep(text.slice(start));
  }

  #emit(end: string): boolean {
    if (!this.#keep(end)) return false;
    const line = this.#rest;
    this.#rest = '';
    this.#line(line);
    return true;
  }

  #keep(text: string): boolean {
    this.#rest = this.#rest === '' ? text : this.#rest + text;
    if (this.#rest.length <= LONGEST_LINE) return true;
    this.#rest = '';
    this.#tooLong();
    return false;
  }
}
