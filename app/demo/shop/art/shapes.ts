/** Pictures as data: closed paths with a colour, on a field of 120 by 120. */
export type Shape = readonly [path: string, fill: string];
export type Picture = readonly Shape[];

export const INK = {
  clay: '#b5613d',
  clayDark: '#8c4527',
  clayLight: '#d08a66',
  cream: '#f6eddc',
  creamDark: '#dfd0b4',
  indigo: '#2f4d73',
  sky: '#7fa3c0',
  leaf: '#6f9150',
  moss: '#48653c',
  pine: '#2f4a38',
  straw: '#e0b35a',
  wood: '#cf9f68',
  woodDark: '#a3743f',
  red: '#cf4a33',
  redDark: '#9f3222',
  steel: '#a9b7bd',
  steelDark: '#73838b',
  night: '#33343a',
  rose: '#e08a86',
  white: '#fffdf8',
} as const;

export function box(x: number, y: number, w: number, h: number, r = 0): string {
  return [
    `M${x + r} ${y}h${w - 2 * r}a${r} ${r} 0 0 1 ${r} ${r}v${h - 2 * r}`,
    `a${r} ${r} 0 0 1 ${-r} ${r}h${2 * r - w}a${r} ${r} 0 0 1 ${-r} ${-r}v${2 * r - h}`,
    `a${r} ${r} 0 0 1 ${r} ${-r}z`,
  ].join('');
}

export function oval(cx: number, cy: number, rx: number, ry: number): string {
  return `M${cx - rx} ${cy}a${rx} ${ry} 0 1 0 ${2 * rx} 0a${rx} ${ry} 0 1 0 ${-2 * rx} 0z`;
}

/** A line of this width from one point to the other, with round ends. */
export function line(x1: number, y1: number, x2: number, y2: number, width: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const r = width / 2;
  const dx = round(((y1 - y2) / length) * r);
  const dy = round(((x2 - x1) / length) * r);
  return `M${x1 + dx} ${y1 + dy}L${x2 + dx} ${y2 + dy}A${r} ${r} 0 0 0 ${x2 - dx} ${y2 - dy}L${x1 - dx} ${y1 - dy}A${r} ${r} 0 0 0 ${x1 + dx} ${y1 + dy}z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export function leaf(x: number, y: number, length: number, lean: number): string {
  return `M${x} ${y}q${lean - length / 3} ${-length / 2} ${lean} ${-length}q${length / 3} ${length / 2} ${-lean} ${length}z`;
}
