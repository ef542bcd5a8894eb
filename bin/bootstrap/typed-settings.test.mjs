import { describe, expect, it } from 'vitest';
import { typedSettings } from './typed-settings.mjs';

describe('settings of a command', () => {
  it('mean paths from where it was typed', () => {
    const env = {
      ...{ DATA_DIR: 'd', LEDGER_DIR: '../l', SIGNER_DIR: './s', ANCHOR_DIR: 'a' },
      ...{ TSA_CERT: 'tsa.pem', WITNESSES: 'witnesses.txt' },
      ...{ DATABASE_URL: 'file:n.db', KEYS_URL: 'pglite:k' },
    };
    expect(typedSettings(env, '/w/x')).toEqual({
      ...{ DATA_DIR: '/w/x/d', LEDGER_DIR: '/w/l', SIGNER_DIR: '/w/x/s', ANCHOR_DIR: '/w/x/a' },
      ...{ TSA_CERT: '/w/x/tsa.pem', WITNESSES: '/w/x/witnesses.txt' },
      ...{ DATABASE_URL: 'file:/w/x/n.db', KEYS_URL: 'pglite:/w/x/k', NATTOKU_CWD: '/w/x' },
    });
  });

  it('leave what is no path, and what is absolute or empty, as it is', () => {
    const env = {
      ...{ SIGNER_DIR: 'none', WITNESSES: 'https://a.test,https://b.test', ANCHOR_DIR: '/a' },
      ...{ TSA_CERT: '', DATABASE_URL: 'postgres://h/d', KEYS_URL: 'pglite:memory', PORT: '1' },
    };
    expect(typedSettings(env, '/w')).toEqual({ ...env, NATTOKU_CWD: '/w' });
  });
});
