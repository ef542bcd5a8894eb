/** Names of the two frames of the guided page: a link in the shop can lead to the phone beside it. */
export const SETTINGS_FRAME = 'nattoku-phone';
export const SHOP_FRAME = 'minori-shop';
