/**
 * The web process listens on loopback behind Apache, which keeps the Host header and overwrites the forwarded
 * ones (lib/instance/apache); so Next compares a server action's Origin with the Host the browser asked for.
 * @type {import('next').NextConfig}
 */
const config = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  // Loaded from node_modules as they are: native code, or modules that find their files beside themselves.
  serverExternalPackages: [
    'better-sqlite3',
    '@prisma/adapter-better-sqlite3',
    'imapflow',
    'ldapts',
    'gettext-parser',
  ],
  poweredByHeader: false,
  // Apache does that, on another processor.
  compress: false,
  devIndicators: false,
  reactStrictMode: true,
  // `npm run check` does this for all of the sources, pages or not.
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  experimental: {
    // The web process may not write where it runs from.
    isrFlushToDisk: false,
    // A configuration file of a megabyte is sent as it was seen and as it is wanted.
    serverActions: { bodySizeLimit: '4mb' },
  },
}

export default config
