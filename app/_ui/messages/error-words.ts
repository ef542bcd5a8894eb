/** The few words a page needs when nothing else could be loaded: small, since they go to the browser. */
export const ERROR_WORDS = {
  ja: {
    title: 'うまく表示できませんでした',
    text: 'あなたの選択は変わっていません。しばらくしてから、もう一度お試しください。',
    retry: 'もう一度試す',
    home: '路線図へ',
  },
  en: {
    title: 'This page could not be shown',
    text: 'Your choices are unchanged. Please try again in a moment.',
    retry: 'Try again',
    home: 'To the map',
  },
} as const;
