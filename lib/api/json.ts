/**
 * JSON from strangers (SECURITY SEC-29): what `JSON.parse` would let pass silently – a key given
 * twice, `__proto__`, absurd depth – is refused with a pointer to it.
 */
import type { FieldError } from './problem';

const MAX_DEPTH = 32;
const QUOTE = 34;
const BACKSLASH = 92;

export type JsonOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: FieldError };

interface Level {
  /** undefined: an array. */
  readonly keys: Set<string> | undefined;
  /** Key or index of the value that is being read. */
  at: string | number;
}

function pointerTo(levels: readonly Level[]): string {
  return levels
    .map(({ at }) => `/${String(at).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** Index of the closing quote of the string that opens at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

function isKey(text: string, afterString: number): boolean {
  let at = afterString;
  while (' \t\r\n'.includes(text.charAt(at))) at += 1;
  return text.charAt(at) === ':';
}

/** Walks text that `JSON.parse` accepted: only strings, brackets and commas matter. */
function faultIn(text: string): FieldError | undefined {
  const levels: Level[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    const level = levels.at(-1);
    if (char === '{' || char === '[') {
      if (levels.length >= MAX_DEPTH) return { pointer: '', detail: 'is nested too deeply' };
      levels.push(char === '{' ? { keys: new Set(), at: '' } : { keys: undefined, at: 0 });
    } else if (char === '}' || char === ']') levels.pop();
    else if (char === ',' && typeof level?.at === 'number') level.at += 1;
    else if (char === '"') {
      const end = endOfString(text, at);
      if (level?.keys !== undefined && isKey(text, end + 1)) {
        const key = JSON.parse(text.slice(at, end + 1)) as string;
        level.at = key;
        if (key === '__proto__') return { pointer: pointerTo(levels), detail: 'is not a field' };
        if (level.keys.has(key)) return { pointer: pointerTo(levels), detail: 'is given twice' };
        level.keys.add(key);
      }
      at = end;
    }
  }
  return undefined;
}

export function readJson(text: string): JsonOutcome {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the input, which may be personal.
    return { ok: false, error: { pointer: '', detail: 'is not JSON' } };
  }
  const error = faultIn(text);
  return error === undefined ? { ok: true, value } : { ok: false, error };
}

/**
 * Whether `text`, already parsed, holds exactly `strings` member names and string values: then no
 * key stands twice. Only for text without escapes; false means: look closer.
 */
export function holdsExactly(text: string, strings: number): boolean {
  if (text.includes('\\')) return false;
  let quotes = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) quotes += 1;
  return quotes === strings * 2;
}
