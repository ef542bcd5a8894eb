// The two windows that pages are seen in: a phone's and a desktop's.
export const WINDOWS = {
  narrow: { width: 360, height: 780 },
  wide: { width: 1280, height: 800 },
} as const;
