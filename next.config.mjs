/** @type {import('next').NextConfig} */
export default {
  reactStrictMode: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  serverExternalPackages: ['better-sqlite3', 'pg', 'pino', 'tsx', '@electric-sql/pglite'],
  devIndicators: false,
  // A title is in the head when the page is sent: nothing on it waits for a script (docs/decisions/0035).
  htmlLimitedBots: /./,
  // Types are a check of `npm test`, not of everybody's first start.
  typescript: { ignoreBuildErrors: true },
};
