// The windows that pages are seen in: a phone's and a desktop's, and the narrowest there is (UX-20).
export const WINDOWS = {
  narrow: { width: 360, height: 780 },
  wide: { width: 1280, height: 800 },
  narrowest: { width: 320, height: 640 },
} as const;
