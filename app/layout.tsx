import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import './globals.css';
import { getLocale } from './_ui/locale';

export const metadata: Metadata = {
  title: '納得 Nattoku',
  robots: { index: false, follow: false },
  referrer: 'same-origin',
};
export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfaf7' },
    { media: '(prefers-color-scheme: dark)', color: '#171715' },
  ],
};
/** Every page depends on who looks at it, and carries the nonce of its own answer. */
export const dynamic = 'force-dynamic';

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang={await getLocale()}>
      <body>{children}</body>
    </html>
  );
}
