/** Each language at each width: what journeys are walked in (e2e/walks.ts says which of them where). */
export const WALK_NAMES = ['ja-1280', 'en-360', 'ja-360', 'en-1280'];
