// One mail's whole way: asked about, sent over SMTP to a server that takes it, refused from its own
// headers as a mail program does it, and never sent again.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApiUnderTest, type ApiUnderTest } from '@/lib/api/under-test';
import { mint } from '@/lib/identity/mint';
import type { PersonPrincipal } from '@/lib/identity/model';
import { historyFor } from '@/lib/portal/history';
import { historyText } from '../../_ui/history-text';
import { messagesFor } from '../../_ui/messages/choose';
import { findPersona } from '../personas';
import { MAILINGS, type Mailing } from './letters';
import { sendLetter, type Mailer } from './send';

const ORIGIN = 'http://localhost:4000';
const misaki = findPersona('misaki');
if (misaki === undefined) throw new Error('nobody to write to');
const reader = { system: 'mailer', id: misaki.identifiers.mailer };

const received: string[] = [];
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _, taken) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      received.push(Buffer.concat(parts).toString('utf8'));
      taken();
    });
  },
});

let api: ApiUnderTest;
let mailer: Mailer;
let key: string;
beforeAll(async () => {
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
  const { port } = smtp.server.address() as AddressInfo;
  api = await openApiUnderTest({ ORIGIN, SMTP_URL: `smtp://127.0.0.1:${String(port)}` });
  key = await api.key({ system: 'mailer', scopes: ['decide', 'choice:allow'] });
  mailer = { mail: api.runtime, settings: { origin: api.url, keys: { mailer: key } } };
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(resolve));
  await api.close();
});

let said = 0;
async function allow(purposes: readonly string[], data: readonly string[]): Promise<void> {
  said += 1;
  const body = {
    ...{ subject: reader, type: 'allow', surface: 'form', purposes, channels: ['mail'], data },
    notice: { catalogueVersion: 1, locale: 'ja' },
    evidence: { kind: 'form', reference: String(said) },
  };
  const headers = { 'idempotency-key': `"${String(said)}"` };
  const answer = await api.send('POST', '/api/v1/choices', { key, headers, body });
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
}

/** Fields of the head, unfolded, under their names in small letters. */
function headOf(mail: string): ReadonlyMap<string, string> {
  const head = (mail.split('\r\n\r\n', 1)[0] ?? '').replace(/\r\n[ \t]+/g, ' ');
  return new Map(
    head.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

/** The parts of the body, decoded. Any other line may begin like their boundary: a link does, one time in many. */
function bodyOf(mail: string): string {
  const boundary = /boundary="([^"]+)"/.exec(headOf(mail).get('content-type') ?? '')?.[1];
  if (boundary === undefined) throw new Error('a mail in one part');
  const parts = mail.split(`\r\n--${boundary}`).map((part) => {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const body = rest.join('\r\n\r\n');
    if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
    const bytes = body
      .replace(/=\r\n/g, '')
      .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
  });
  return parts.join('\n');
}

async function arrived(mailing: Mailing): Promise<string> {
  const before = received.length;
  expect([mailing, await sendLetter(mailer, misaki ?? never(), mailing)]).toEqual([
    mailing,
    expect.stringMatching(/^(personal|generic)$/),
  ]);
  await expect.poll(() => received.length, { timeout: 20_000 }).toBe(before + 1);
  return received[before] ?? '';
}
function never(): never {
  throw new Error('nobody to write to');
}

describe('a mail that somebody would rather not get', () => {
  it('is not sent to anybody who was not asked', async () => {
    for (const mailing of MAILINGS) {
      expect([mailing, await sendLetter(mailer, misaki ?? never(), mailing)]).toEqual([
        mailing,
        'not_sent',
      ]);
    }
    expect(received).toEqual([]);
  });

  it('carries, of whatever kind, the headers of RFC 8058, its reason and the way to stop it', async () => {
    await allow(['receive', 'message'], ['carts', 'purchases', 'home-area', 'age', 'browsing']);
    await allow(['assist'], ['interests-told', 'purchases']);
    await allow(['message'], ['interests-told']);
    for (const mailing of MAILINGS) {
      const mail = await arrived(mailing);
      const head = headOf(mail);
      const url = /^<(http:\/\/localhost:4000\/u\/[\w-]+)>$/.exec(
        head.get('list-unsubscribe') ?? '',
      );
      expect([mailing, url]).not.toEqual([mailing, null]);
      expect(head.get('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
      const body = bodyOf(mail);
      for (const part of ['text/plain', 'text/html']) expect(mail).toContain(part);
      expect(body.split(url?.[1] ?? '?').length, 'in the text and laid out').toBe(3);
      expect(body.split(`${ORIGIN}/places/${mailing}`).length).toBe(3);
      expect(body).toContain('この表示の理由');
      expect(body).not.toMatch(/<img|<script/);
      expect(Math.max(...mail.split('\r\n').map((line) => line.length))).toBeLessThan(998);
    }
  });

  it('is stopped by one POST of a mail program from those headers, and says so in the history', async () => {
    const link =
      headOf(await arrived('newsletter'))
        .get('list-unsubscribe')
        ?.slice(1, -1) ?? '';
    const path = new URL(link).pathname;
    const before = await api.entries();
    for (let times = 0; times < 20; times += 1) await api.send('GET', path);
    await api.send('HEAD', path);
    expect(await api.entries()).toBe(before);

    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const press = () => api.send('POST', path, { headers, body: 'List-Unsubscribe=One-Click' });
    expect((await press()).status).toBe(200);
    const body = { subject: reader, touchpoint: 'newsletter' };
    const asked = await api.send('POST', '/api/v1/decisions', { key, body });
    expect(asked.json).toMatchObject({
      decision: false,
      reason: 'withdrawn',
      otherwise: 'nothing',
    });
    expect((await press()).status).toBe(200);
    expect(await api.entries()).toBe(before + 1);

    const count = received.length;
    for (const mailing of MAILINGS) {
      expect(await sendLetter(mailer, misaki ?? never(), mailing)).toBe('not_sent');
    }
    expect(received).toHaveLength(count);

    const { runtime } = api;
    const subject = (await runtime.subjects.byHandle(runtime.vault.handleOf(reader)))?.subject;
    const person = mint<PersonPrincipal>({
      ...{ kind: 'person', subject: subject ?? '', sessionId: 's' },
    });
    for (const [locale, what, surface] of [
      ['ja', '「広告のお知らせを受け取る」［メール］を許可しないことにしました', 'メールのリンク'],
      ['en', 'Receive promotional messages', 'Link in a mail'],
    ] as const) {
      const compiled = runtime.catalogues.current();
      const [newest] = await historyFor(runtime, person, compiled, locale);
      const words = messagesFor(locale);
      expect(newest && historyText(newest, words, locale)).toContain(what);
      expect(newest && words.surface[newest.surface]).toBe(surface);
    }
  });
});
