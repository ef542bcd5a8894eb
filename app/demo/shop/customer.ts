/** The shop's own cookie: who signed in there. The consent centre neither sets nor reads it. */
export const CUSTOMER_COOKIE = 'shop-customer';
const YEAR_SECONDS = 31_536_000;

export function customerCookie(customer: string, secure: boolean): string {
  const attributes = `Path=/demo; Max-Age=${String(YEAR_SECONDS)}; HttpOnly; SameSite=Lax`;
  return `${CUSTOMER_COOKIE}=${customer}; ${attributes}${secure ? '; Secure' : ''}`;
}
