import { createElement, type ReactNode } from 'react';

export type Level = 1 | 2 | 3 | 4;

/** A heading of the parts that stand on pages of their own and within others. */
export function Heading(parts: {
  readonly level: Level;
  readonly id?: string;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  const { level, ...rest } = parts;
  return createElement(`h${level}`, rest);
}

export function under(level: Level): Level {
  return level < 4 ? ((level + 1) as Level) : 4;
}
