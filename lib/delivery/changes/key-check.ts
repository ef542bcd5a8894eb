/** A key that was revoked or ran out ends its streams within what is promised (SEC-10). */
import { message, type Feed } from './feed';

export class KeyCheck {
  private checking = false;

  /** One look at a time: a slow database gathers no queue of them. */
  async look(feeds: readonly Feed[]): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    try {
      const good = new Map<string, boolean>();
      for (const feed of feeds) {
        for (const member of [...feed.members]) {
          const still = good.get(member.key) ?? (await member.stillGood());
          good.set(member.key, still);
          if (!still) feed.close(message('end', { reason: 'key' }), [member]);
        }
      }
    } finally {
      this.checking = false;
    }
  }
}
