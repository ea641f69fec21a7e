// A log file that cannot fill the disk.
import { appendFileSync, renameSync, statSync } from 'node:fs';

/** Bytes after which the file is set aside as `<file>.1`, in place of the one before it. */
const defaultBytes = 512 * 1024;

/** Appends lines to a file; it and the one set aside never hold more than twice `maxBytes`. */
export class BoundedLog {
  readonly #file: string;
  readonly #maxBytes: number;
  #bytes: number;

  constructor(file: string, maxBytes: number = defaultBytes) {
    this.#file = file;
    this.#maxBytes = maxBytes;
    this.#bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  }

  /** Never throws: a full disk must not end what is being logged. */
  write(line: string): void {
    const text = `${line.slice(0, 4000)}\n`;
    try {
      if (this.#bytes > 0 && this.#bytes + Buffer.byteLength(text) > this.#maxBytes) {
        renameSync(this.#file, `${this.#file}.1`);
        this.#bytes = 0;
      }
      appendFileSync(this.#file, text, { mode: 0o600 });
      this.#bytes += Buffer.byteLength(text);
    } catch {
      // The line is lost.
    }
  }
}
