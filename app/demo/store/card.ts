/** The tablet's own cookie: whose card was read. It ends with the visit. */
import { PERSONAS, type Persona } from '../personas';

export const CARD_COOKIE = 'store-card';
const VISIT_SECONDS = 1800;

export function cardCookie(card: string, secure: boolean): string {
  const seconds = card === '' ? 0 : VISIT_SECONDS;
  const attributes = `Path=/demo/store; Max-Age=${String(seconds)}; HttpOnly; SameSite=Lax`;
  return `${CARD_COOKIE}=${card}; ${attributes}${secure ? '; Secure' : ''}`;
}

export function customerWith(card: string): Persona | undefined {
  return PERSONAS.find(({ identifiers }) => identifiers.store === card);
}
