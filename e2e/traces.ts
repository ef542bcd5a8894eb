// Looks for a text in bytes in every spelling in which it could lie about in clear: as it is, in
// capitals, as UTF-16, escaped for addresses and JSON, in hex, in base64 at any offset.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

interface Spelling {
  readonly name: string;
  readonly text: string;
  readonly anyCase: boolean;
}

/** What base64 makes of `bytes` somewhere inside something longer, without the parts that depend on neighbours. */
function insideBase64(bytes: Buffer, offset: number): string {
  const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
  const first = Math.ceil((offset * 8) / 6);
  const last = Math.floor(((offset + bytes.length) * 8) / 6);
  return encoded.slice(first, last);
}

function spellingsOf(wanted: string): readonly Spelling[] {
  const bytes = Buffer.from(wanted, 'utf8');
  const anyCase = true;
  const texts: Spelling[] = [
    { name: 'plain', text: wanted, anyCase },
    { name: 'UTF-16', text: Buffer.from(wanted, 'utf16le').toString('latin1'), anyCase },
    { name: 'address', text: encodeURIComponent(wanted), anyCase },
    { name: 'address, twice', text: encodeURIComponent(encodeURIComponent(wanted)), anyCase },
    { name: 'JSON', text: wanted.replaceAll('@', String.raw`\u0040`), anyCase },
    { name: 'hex', text: bytes.toString('hex'), anyCase },
  ];
  const cased = [...new Set([wanted, wanted.toLowerCase(), wanted.toUpperCase()])];
  for (const text of cased) {
    for (const offset of [0, 1, 2]) {
      const inside = insideBase64(Buffer.from(text, 'utf8'), offset);
      texts.push({ name: 'base64', text: inside, anyCase: false });
      const urlSafe = inside.replaceAll('+', '-').replaceAll('/', '_');
      texts.push({ name: 'base64url', text: urlSafe, anyCase: false });
    }
  }
  return texts;
}

/** Names of the spellings in which one of the texts stands in `bytes`. */
export function tracesIn(bytes: Buffer, wanted: readonly string[]): readonly string[] {
  const exact = bytes.toString('latin1');
  const lower = exact.toLowerCase();
  return wanted.flatMap((text) =>
    spellingsOf(text)
      .filter((spelling) =>
        spelling.anyCase
          ? lower.includes(spelling.text.toLowerCase())
          : exact.includes(spelling.text),
      )
      .map(({ name }) => `${text} (${name})`),
  );
}

export function filesBelow(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

/** `file: text (spelling)` for everything found. */
export function tracesInFiles(files: readonly string[], wanted: readonly string[]): string[] {
  return files.flatMap((file) =>
    tracesIn(readFileSync(file), wanted).map((trace) => `${file}: ${trace}`),
  );
}
