/** Each language at each width: what journeys are walked in. */
export const WALK_NAMES: readonly ['ja-1280', 'en-360', 'ja-360', 'en-1280'];
