/** Waits that can be cut short: by a wake-up those that listen for it, by the end all of them. */
export class Naps {
  private readonly taken = new Set<{ readonly light: boolean; readonly end: () => void }>();
  private over = false;

  /** Resolves after `ms`, at once when it is all over; a light nap also at the next wake-up. */
  take(ms: number, light: boolean): Promise<void> {
    if (this.over) return Promise.resolve();
    return new Promise((resolve) => {
      const nap = {
        light,
        end: (): void => {
          clearTimeout(timer);
          this.taken.delete(nap);
          resolve();
        },
      };
      const timer = setTimeout(nap.end, ms);
      this.taken.add(nap);
    });
  }

  wake(): void {
    for (const nap of [...this.taken]) if (nap.light) nap.end();
  }

  finish(): void {
    this.over = true;
    for (const nap of [...this.taken]) nap.end();
  }
}
