const ASCII = /^[\0-\x7f]*$/;

/** A copy: a text cut out of a request's body would keep the whole body in memory. */
export function ownText(text: string): string {
  const encoding = ASCII.test(text) ? 'latin1' : 'utf16le';
  return Buffer.from(text, encoding).toString(encoding);
}
