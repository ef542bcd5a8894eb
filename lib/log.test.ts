import { describe, expect, it } from 'vitest';
import { AppError } from './errors';
import { createLog } from './log';

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  write(createLog({ destination: { write: (line) => (text += line) } }));
  return text;
}

describe('logs', () => {
  it('are one JSON object a line, with time and without machine name', () => {
    const line: unknown = JSON.parse(logged((log) => log.info({ route: '/x' }, 'asked')));
    expect(line).toMatchObject({ level: 30, route: '/x', msg: 'asked' });
    expect(line).not.toHaveProperty('hostname');
  });

  it('hold no identifier, address or token at any depth', () => {
    const text = logged((log) => {
      log.info({
        headers: { Authorization: 'canary', cookie: 'canary', 'Set-Cookie': ['canary'] },
        subject: { system: 'shop', id: 'canary' },
        list: [{ email: 'canary' }, { deep: { er: { token: 'canary' } } }],
        bytes: Buffer.from('canary'),
      });
      log.child({ email: 'canary', id: 'canary' }).warn('child');
    });
    expect(text).not.toContain('canary');
    expect(text).not.toContain(Buffer.from('canary').toString('base64'));
    expect(text).toContain('"system":"shop"');
  });

  it('name an error and its causes, and not what it was holding', () => {
    const cause = Object.assign(new Error('Failed query: select 1\nparams: canary,canary'), {
      code: 'SQLITE_BUSY',
      row: { name: 'canary' },
    });
    const error = new AppError('unavailable', 'cannot read', {
      cause,
      fields: [{ pointer: '/canary', detail: 'canary' }],
    });
    for (const text of [
      logged((log) => log.error(error)),
      logged((log) => log.error({ err: error }, 'failed')),
    ]) {
      expect(text).not.toContain('canary');
      expect(text).toContain('cannot read');
      expect(text).toContain('SQLITE_BUSY');
    }
  });

  it('end at a cycle', () => {
    const loop: Record<string, unknown> = {};
    loop['loop'] = loop;
    expect(logged((log) => log.info(loop))).toContain('[deep]');
  });
});
