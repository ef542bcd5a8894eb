// The page a mail's own link leads to. What mail programs do by themselves, and real mail over SMTP:
// lib/api/mail-links/mail-links.test.ts, app/demo/mailer/mailer.test.ts.
import { randomBytes } from 'node:crypto';
import { expect, test } from './fixtures';
import { SAVED, say } from './words';

const WAYS = () => [
  {
    name: say(/^「メールマガジン」だけ止める$/, /^Stop “Newsletter” only$/),
    reason: 'touchpoint_off',
  },
  {
    name: say(/^お知らせを全部止める（メール）$/, /^Stop all messages \(E-mail\)$/),
    reason: 'withdrawn',
  },
  {
    name: say(/^週1回までにする（メール）$/, /^Once a week at most \(E-mail\)$/),
    reason: 'limit_reached',
  },
];
const EFFECT = () => say(/止まるもの.+これまでどおり使えるもの/s, /What stops.+What still works/s);

test('a mail’s link refuses at one press – this one, all, or once a week – without scripts, cookies or signing in', async ({
  scriptless: page,
  api,
}) => {
  const mailer = api('mailer');
  const saved = page.locator('main [role=status] .banner.saved');
  for (const { name, reason } of WAYS()) {
    const subject = { system: 'mailer', id: `e2e-${randomBytes(6).toString('hex')}` };
    const ask = () => mailer.decide({ subject, touchpoint: 'newsletter', reserve: true });
    await mailer.post(
      '/api/v1/choices',
      {
        ...{ subject, type: 'allow', surface: 'form', channels: ['mail'], data: ['purchases'] },
        purposes: ['receive', 'message'],
        notice: { catalogueVersion: 1, locale: say('ja', 'en') },
        evidence: { kind: 'form', reference: 'e2e' },
      },
      { 'idempotency-key': `"${subject.id}"` },
    );
    const made = await mailer.post('/api/v1/unsubscribe-links', {
      ...{ touchpoint: 'newsletter', subjects: [subject] },
    });
    const { links } = (await made.json()) as { links: readonly { url: string }[] };
    await page.goto(links[0]?.url ?? '');
    expect(new URL(page.url()).pathname).toMatch(/^\/mail\//);
    expect((await ask()).decision).toBe(true);

    const offers = page.locator('.mail-offer button');
    const boxes = await offers.evaluateAll((buttons) =>
      buttons.map((button) => {
        const { width, height } = button.getBoundingClientRect();
        const { fontSize, fontWeight } = getComputedStyle(button);
        return [width, height, fontSize, fontWeight];
      }),
    );
    expect(boxes).toHaveLength(3);
    expect(new Set(boxes.map(String)).size).toBe(1);
    expect(boxes[0]?.[1]).toBeGreaterThanOrEqual(44);
    const offer = page.getByRole('button', { name });
    await expect(offer).toHaveAccessibleDescription(EFFECT());
    await offer.click();
    await expect(saved).toHaveText(SAVED());
    expect(await ask()).toMatchObject({ decision: false, reason, otherwise: 'nothing' });
    await page.getByRole('button', { name }).click();
    await expect(saved).toHaveText(say(/^すでにその設定です。/, /^It is already set that way\./));
    expect(await page.context().cookies()).toEqual([]);
  }
  await page.goto(`/u/${'A'.repeat(160)}`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    say('このリンクは使えません', 'This link does not work'),
  );
});
