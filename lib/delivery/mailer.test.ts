import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTemporaryRuntime, type TemporaryRuntime } from '../runtime/temporary';
import { guardianPost } from './guardian-mail';
import { mailWay, senderOf, sendMail } from './mailer';
import { readOutbox } from './outbox';
import { signInMail } from './sign-in-mail';

/** A mail server for one mail: enough of RFC 5321 to take it. */
function listen(onMail: (text: string) => void): Promise<Server> {
  const server = createServer((socket: Socket) => {
    let text = '';
    let receiving = false;
    socket.write('220 test\r\n');
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (receiving) {
        if (!text.endsWith('\r\n.\r\n')) return;
        receiving = false;
        socket.write('250 taken\r\n');
        onMail(text);
        return;
      }
      const line = chunk.toString().trim().split('\r\n').at(-1) ?? '';
      receiving = line === 'DATA';
      socket.write(receiving ? '354 go on\r\n' : '250 yes\r\n');
    });
    socket.on('error', () => undefined);
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

let temporary: TemporaryRuntime;
beforeAll(async () => {
  temporary = await openTemporaryRuntime();
});
afterAll(() => temporary.dispose());

const mail = { to: 'reader@example.test', lang: 'en', subject: 'Hello', text: 'Text\n' } as const;
const origin = 'http://localhost:3000';

describe('the way a mail takes', () => {
  it('is SMTP when configured, the outbox in the demo, else none', () => {
    expect(mailWay({ origin, demo: 'local', smtpUrl: 'smtp://a' })).toBe('smtp');
    expect(mailWay({ origin, demo: 'local' })).toBe('outbox');
    expect(mailWay({ origin, demo: 'public' })).toBe('outbox');
    expect(mailWay({ origin, demo: 'off' })).toBe('none');
  });

  it('comes from an address at this host, or the one that is named', () => {
    expect(senderOf('smtp://a', 'https://consent.example.com')).toBe(
      'no-reply@consent.example.com',
    );
    expect(senderOf('smtp://a?from=privacy@example.com', origin)).toBe('privacy@example.com');
  });
});

describe('a mail', () => {
  it('in the demo lies in the outbox, encrypted', async () => {
    expect(await sendMail(temporary.runtime, mail)).toBe(true);
    expect(await readOutbox(temporary.runtime, 1)).toMatchObject([mail]);
    const [row] = await temporary.runtime.store.listMail(1);
    expect(Buffer.from(row?.sealed ?? []).toString('latin1')).not.toContain('reader');
  });

  it('over SMTP reaches the server and leaves nothing behind', async () => {
    let taken: (text: string) => void = () => undefined;
    const received = new Promise<string>((resolve) => (taken = resolve));
    const server = await listen((text) => taken(text));
    const { port } = server.address() as AddressInfo;
    const { runtime } = temporary;
    const before = (await runtime.store.listMail(10)).length;
    const env = { ...runtime.env, smtpUrl: `smtp://127.0.0.1:${port}` };
    expect(await sendMail({ ...runtime, env }, mail)).toBe(true);
    const text = await received;
    expect(text).toContain('RCPT TO:<reader@example.test>');
    expect(text).toContain('From: no-reply@localhost');
    expect(text).toContain('Content-Language: en');
    expect(await runtime.store.listMail(10)).toHaveLength(before);
    server.close();
  });

  it('without any way is refused', async () => {
    const { runtime } = temporary;
    expect(await sendMail({ ...runtime, env: { ...runtime.env, demo: 'off' } }, mail)).toBe(false);
  });
});

describe('the mail to a guardian', () => {
  it.each(['ja', 'en'] as const)('in %s says neither what waits nor of whom', async (locale) => {
    const { runtime } = temporary;
    await guardianPost(runtime, locale)?.(mail.to);
    const [sent] = await readOutbox(runtime, 1);
    expect(sent).toMatchObject({ to: mail.to, lang: locale });
    expect(sent?.text.match(/https?:\/\/\S+/g)).toEqual([`${runtime.env.origin}/guardian`]);
    expect(`${String(sent?.subject)}${String(sent?.text)}`).not.toMatch(/@|[0-9a-f]{8}|sub_/);
    expect(
      guardianPost({ ...runtime, env: { ...runtime.env, demo: 'off' } }, locale),
    ).toBeUndefined();
  });
});

describe('the sign-in mail', () => {
  it.each(['ja', 'en'] as const)(
    'in %s holds the code, one link and how long they work',
    (locale) => {
      const token = 'T'.repeat(43);
      const sent = signInMail({ to: mail.to, origin, token, code: '012345', minutes: 15, locale });
      expect(sent.subject).toContain('012345');
      expect(sent.text).toContain('   012345\n');
      expect(sent.text.match(/https?:\/\/\S+/g)).toEqual([`${origin}/sign-in/link?token=${token}`]);
      expect(sent.text).toContain('15');
      expect(sent.text).not.toContain(mail.to);
    },
  );
});
