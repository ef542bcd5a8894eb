/** Unicode without lone surrogates: what UTF-8 can write (LEDGER "Entry"). */
const LONE_SURROGATE = /\p{Surrogate}/u;
/** ES2024; a text of Japanese takes the expression many times as long. */
const native = (String.prototype as { readonly isWellFormed?: () => boolean }).isWellFormed;

export function isWellFormed(text: string): boolean {
  return native === undefined ? !LONE_SURROGATE.test(text) : native.call(text);
}
