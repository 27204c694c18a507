/** Which port each protocol of an instance has. Plain JavaScript for the same reason as port-holders.mjs. */

/** The ordinary port of each protocol plus a base; 0 is for a production server. */
export function portsFromBase(base) {
  return {
    ldap: base + 389,
    imap: base + 143,
    pop3: base + 110,
    sieve: base + 4190,
    dav: base + 8,
    smtp: base + 25,
    submission: base + 587,
    https: base + 443,
    web: base + 80,
    ftp: base + 21,
    ftpPassiveFirst: base + 600,
    ftpPassiveLast: base + 620,
  }
}
