/** What was just refused through a link, carried over the redirect: sealed, and said on its page alone. */
import { z } from 'zod';
import { MAIL_CHOICES, type MailChoice, type Refused } from '@/lib/delivery/mail-links/refuse';
import { sealedBytes } from '@/lib/identity/sealing';
import type { Runtime } from '@/lib/runtime/model';

const PURPOSE = 'mail-link-flash';
const schema = z.strictObject({
  token: z.string(),
  choice: z.enum(MAIL_CHOICES),
  atMs: z.number(),
  changed: z.boolean(),
});
type VaultHolder = Pick<Runtime, 'vault'>;

export function sealRefused(
  { vault }: VaultHolder,
  token: string,
  choice: MailChoice,
  refused: Refused,
): string {
  const bytes = Buffer.from(JSON.stringify({ token, choice, ...refused }));
  return Buffer.from(vault.seal(PURPOSE, bytes)).toString('base64url');
}

export function openRefused(
  { vault }: VaultHolder,
  token: string,
  text: string | undefined,
): (Refused & { readonly choice: MailChoice }) | undefined {
  if (text === undefined || text.length > 2_000) return undefined;
  try {
    const bytes = vault.open(PURPOSE, sealedBytes(text));
    const said = schema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    return said.token === token ? said : undefined;
  } catch {
    // Not a seal of ours: there is nothing to say.
    return undefined;
  }
}
