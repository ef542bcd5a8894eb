/** The deployment's zone: dates are said with it, and days begin in it. */
export const ZONE = 'Asia/Tokyo';
