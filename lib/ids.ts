import { randomText } from './random';

/** 128 random bits, base64url, with a prefix that says what it names: `evt_`, `sub_`, `dec_`, `exp_`, `off_`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(16)}`;
}
