/** Runs of words in one typed array, of any length; what is given back is used again. */
export class Rooms {
  words = new Uint32Array(1024);
  private used = 0;
  private readonly unused = new Map<number, number[]>();

  /** Where a run of so many words begins; what it holds is anything. */
  take(length: number): number {
    const again = this.unused.get(length)?.pop();
    if (again !== undefined) return again;
    const place = this.used;
    this.used += length;
    if (this.used > this.words.length) {
      const more = new Uint32Array(Math.max(this.used, Math.ceil(this.words.length * 1.3)));
      more.set(this.words);
      this.words = more;
    }
    return place;
  }

  giveBack(length: number, place: number): void {
    const places = this.unused.get(length);
    if (places === undefined) this.unused.set(length, [place]);
    else places.push(place);
  }
}
